package io.dcf.bridge.route;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** For components that exist only if {@link SystemApi} has this value. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(ConditionalOnSystemApi.IsSelected.class)
public @interface ConditionalOnSystemApi {

    SystemApi value();

    /** Compares the settings with the annotation. */
    final class IsSelected implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Map<String, @Nullable Object> attributes =
                    Objects.requireNonNull(metadata.getAnnotationAttributes(ConditionalOnSystemApi.class.getName()));
            return SystemApi.of(context.getEnvironment()) == attributes.get("value");
        }
    }
}
