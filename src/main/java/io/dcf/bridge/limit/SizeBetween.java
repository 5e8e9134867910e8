package io.dcf.bridge.limit;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Bounds a {@link DataSize}; both bounds are allowed. */
@Constraint(validatedBy = SizeBetween.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface SizeBetween {

    String min();

    String max();

    String message() default "must be between {min} and {max}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Accepts an absent size, which {@code @NotNull} refuses. */
    final class Validator implements ConstraintValidator<SizeBetween, DataSize> {

        private DataSize min = DataSize.ofBytes(0);
        private DataSize max = DataSize.ofBytes(0);

        @Override
        public void initialize(SizeBetween bounds) {
            min = DataSize.parse(bounds.min());
            max = DataSize.parse(bounds.max());
        }

        @Override
        public boolean isValid(@Nullable DataSize size, ConstraintValidatorContext context) {
            return size == null || (size.compareTo(min) >= 0 && size.compareTo(max) <= 0);
        }
    }
}
