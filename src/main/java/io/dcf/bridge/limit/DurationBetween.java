package io.dcf.bridge.limit;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Bounds a {@link Duration} by two durations as settings spell them, such as 100ms and 1d; both are allowed. */
@Constraint(validatedBy = DurationBetween.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface DurationBetween {

    String min();

    String max();

    String message() default "must be between {min} and {max}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Accepts an absent duration, which {@code @NotNull} refuses. */
    final class Validator implements ConstraintValidator<DurationBetween, Duration> {

        private Duration min = Duration.ZERO;
        private Duration max = Duration.ZERO;

        @Override
        public void initialize(DurationBetween bounds) {
            min = DurationStyle.detectAndParse(bounds.min());
            max = DurationStyle.detectAndParse(bounds.max());
        }

        @Override
        public boolean isValid(@Nullable Duration duration, ConstraintValidatorContext context) {
            return duration == null || (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0);
        }
    }
}
