package io.dsfm.ratis.cli;

import io.dsfm.ratis.config.DurationText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations above 0, written as in a configuration file. */
final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String value) {
        Duration duration = DurationText.parse(value);
        if (duration == null || duration.isZero()) {
            throw new TypeConversionException(
                    "found '" + value + "'; accepted: a duration above 0 with a unit, such as 500ms, 10s or 1m");
        }
        return duration;
    }
}
