package dev.quotarouter.differential;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON written so that equal values are equal texts: 1, 1.0 and 10e-1 are one number, and members have no order. */
final class PlainJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private PlainJson() {}

    static String of(String json) {
        return of(JSON.readValue(json, Map.class));
    }

    static String of(Map<?, ?> object) {
        return JSON.writeValueAsString(plain(object));
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            TreeMap<String, Object> sorted = new TreeMap<>();
            map.forEach((name, member) -> sorted.put((String) name, plain(member)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(PlainJson::plain).toList();
        }
        return value instanceof Number number
                ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                : value;
    }
}
