package dev.quotarouter.config;

import dev.quotarouter.quota.BudgetPeriod;
import dev.quotarouter.quota.MinuteWindow;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of value: what to expect, and how its text is read.
 *
 * @param expected what it must be, as it stands behind "must be"
 * @param example a value that is right
 * @param isShown whether a wrong value may be repeated; {@link Shown} still has the last word
 * @param reader reads the text; empty if it is not of this kind
 */
record ValueKind<T>(String expected, String example, boolean isShown, Function<String, Optional<T>> reader) {
    /** Prices of single tokens need an exponent: 3e-07. */
    private static final Pattern AMOUNT =
            Pattern.compile("\\+?(0|[1-9][0-9_]{0,17})(\\.[0-9]{1,24})?(e[+-]?[0-9]{1,2})?");

    private static final long LONGEST_SECONDS = 31 * 24 * 3600;

    /** YAML 1.1 would read 010 as eight, and 1:30 as ninety: what has two meanings is refused. */
    private static final Pattern DECIMAL = Pattern.compile("\\+?(0|[1-9][0-9_]{0,17})(\\.[0-9]{1,9})?");

    private static final Pattern WITH_UNIT = Pattern.compile("([0-9]{1,7})\\s*(s|sec|m|min|h|d)");
    private static final Map<String, Long> SECONDS_OF_UNIT = Map.of("m", 60L, "min", 60L, "h", 3_600L, "d", 86_400L);

    /** How many requests or tokens. */
    static final ValueKind<Long> LIMIT = new ValueKind<>(
            "a whole number of 0 or more", "a number such as 5", true, text -> whole(text, 1_000_000_000_000_000L));

    /** How long a prompt or a reply may be. */
    static final ValueKind<Long> TOKENS = new ValueKind<>(
            "a whole number of 1 or more",
            "a number such as 1048576",
            true,
            text -> whole(text, 1_000_000_000_000_000L).filter(number -> number > 0));

    /** How many attempts, failures or places in a queue. */
    static final ValueKind<Integer> COUNT = new ValueKind<>(
            "a whole number from 0 to 1000000",
            "a number such as 2",
            true,
            text -> whole(text, 1_000_000).map(Math::toIntExact));

    /** How many attempts may follow the first. */
    static final ValueKind<Integer> RETRIES = new ValueKind<>(
            "a whole number from 0 to 100",
            "a number such as 2",
            true,
            text -> whole(text, 100).map(Math::toIntExact));

    /** How much of something, as a part of one; more than one is more than all of it. */
    static final ValueKind<Double> SHARE = new ValueKind<>(
            "a number from 0 to 100",
            "a share such as 0.2",
            true,
            text -> decimal(text).map(BigDecimal::doubleValue).filter(share -> share <= 100));

    /** How many calls at once, or samples. */
    static final ValueKind<Integer> AT_LEAST_ONE = new ValueKind<>(
            "a whole number from 1 to 1000000",
            "a number such as 10",
            true,
            text -> whole(text, 1_000_000).filter(number -> number > 0).map(Math::toIntExact));

    /** A part of what others have parts of, too. */
    static final ValueKind<Double> WEIGHT = new ValueKind<>(
            "a number from 0 to 1000000",
            "a number such as 2 or 0.5",
            true,
            text -> decimal(text).map(BigDecimal::doubleValue).filter(number -> number <= 1_000_000));

    /** A price or another amount of money, in US dollars. */
    static final ValueKind<BigDecimal> DOLLARS = new ValueKind<>(
            "an amount in US dollars from 0 to 1000000",
            "a number such as 10 or 3e-07",
            true,
            text -> amount(text).filter(number -> number.compareTo(BigDecimal.valueOf(1_000_000)) <= 0));

    /** How long, zero included. */
    static final ValueKind<Duration> SECONDS = new ValueKind<>(
            "a number of seconds from 0 to " + LONGEST_SECONDS,
            "a number such as 180 or 0.5",
            true,
            ValueKind::seconds);

    /** How long, more than zero. */
    static final ValueKind<Duration> POSITIVE_SECONDS = new ValueKind<>(
            "a number of seconds, more than 0 and at most " + LONGEST_SECONDS,
            "a number such as 45",
            true,
            text -> seconds(text).filter(duration -> !duration.isZero()));

    /** What something is called. */
    static final ValueKind<String> NAME = new ValueKind<>(
            "a name of at most 200 characters that is no API key",
            "a name; a key belongs in api_key",
            false,
            ValueKind::name);

    /** Yes or no; what YAML 1.1 reads as such besides has two meanings elsewhere. */
    static final ValueKind<Boolean> FLAG = new ValueKind<>(
            "true or false", "true or false", true, text -> switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "true" -> Optional.of(true);
                case "false" -> Optional.of(false);
                default -> Optional.empty();
            });

    /** How a minute is counted. */
    static final ValueKind<MinuteWindow> MINUTE_WINDOW = new ValueKind<>(
            "rolling, fixed or learned",
            "rolling, fixed or learned",
            true,
            text -> Arrays.stream(MinuteWindow.values())
                    .filter(window -> window.name().equalsIgnoreCase(text.strip()))
                    .findFirst());

    /** Where a file is. */
    static final ValueKind<String> PATH = new ValueKind<>(
            "the path of a file",
            "a path such as models.yaml",
            false,
            text -> Optional.of(text.strip()).filter(path -> !path.isEmpty() && path.length() <= 4_096));

    /** Where a file is, or will be. */
    static final ValueKind<Path> FILE = new ValueKind<>(
            "the path of a file",
            "a path such as /var/lib/app/quota-router.usage",
            false,
            text -> name(text).flatMap(ValueKind::path));

    /** Where a provider is. */
    static final ValueKind<URI> BASE_URL = new ValueKind<>(
            BaseUrl.FORM,
            "an address such as https://example.com/v1beta; a key belongs in api_key",
            false,
            BaseUrl::parse);

    /** After which a budget starts anew. */
    static final ValueKind<BudgetPeriod> PERIOD = new ValueKind<>(
            "a number and s, m, h, d, w or mo; at most a day in seconds, minutes or hours",
            "1h, 1d, 7d or 1mo",
            true,
            BudgetPeriod::parse);

    /** Where it is midnight. */
    static final ValueKind<ZoneId> ZONE =
            new ValueKind<>("a time zone", "a zone such as UTC or America/Los_Angeles", true, ValueKind::zone);

    Optional<T> parse(String text) {
        return reader.apply(text);
    }

    /** {@return what to write instead of the wrong text} A time with a unit is one that can be said right. */
    String remedyFor(String text) {
        Matcher time = WITH_UNIT.matcher(text.strip());
        boolean isTime = equals(SECONDS) || equals(POSITIVE_SECONDS);
        if (!isTime || !time.matches()) {
            return "write " + example;
        }
        long unit = SECONDS_OF_UNIT.getOrDefault(time.group(2), 1L);
        return "write " + Long.parseLong(time.group(1)) * unit + ", without a unit";
    }

    private static Optional<BigDecimal> decimal(String text) {
        String stripped = text.strip().toLowerCase(Locale.ROOT);
        return DECIMAL.matcher(stripped).matches()
                ? Optional.of(new BigDecimal(stripped.replace("_", "")))
                : Optional.empty();
    }

    private static Optional<BigDecimal> amount(String text) {
        String stripped = text.strip().toLowerCase(Locale.ROOT);
        return AMOUNT.matcher(stripped).matches()
                ? Optional.of(new BigDecimal(stripped.replace("_", "")))
                : Optional.empty();
    }

    private static Optional<Long> whole(String text, long most) {
        return decimal(text)
                .filter(number -> number.stripTrailingZeros().scale() <= 0)
                .map(BigDecimal::longValue)
                .filter(number -> number <= most);
    }

    private static Optional<Duration> seconds(String text) {
        return decimal(text)
                .filter(number -> number.compareTo(BigDecimal.valueOf(LONGEST_SECONDS)) <= 0)
                .map(number -> Duration.ofNanos(number.movePointRight(9).longValueExact()));
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text.strip(), ZoneId.SHORT_IDS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> name(String text) {
        String name = text.strip();
        boolean printable = name.chars().noneMatch(Character::isISOControl);
        return !name.isEmpty() && name.length() <= 200 && printable && !Shown.looksLikeKey(name)
                ? Optional.of(name)
                : Optional.empty();
    }
}
