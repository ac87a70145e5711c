package dev.quotarouter.openai;

import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.FilePart;
import dev.quotarouter.chat.Part;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads pictures, sound and files: data that stands in the request, and addresses that the provider fetches itself. */
final class MediaReader {
    private static final Pattern MIME_TYPE = Pattern.compile("[\\w.+-]+/[\\w.+-]+(;[\\w.+=-]+){0,8}");
    private static final Pattern SUBTYPE = Pattern.compile("[\\w.+-]+");
    private static final Pattern ADDRESS = Pattern.compile("(https?|gs)://\\S+", Pattern.CASE_INSENSITIVE);
    private static final String BASE64 = ";base64";
    private static final String DATA_URL = "write data:TYPE;base64,DATA";

    private MediaReader() {}

    /** An {@code image_url}: a data URL or an address. */
    static Optional<Part> image(JsonMembers image) {
        JsonField url = url(image);
        Optional<String> format = format(image);
        image.refuseOthers();
        return url.text().flatMap(text -> isData(text) ? data(url, text) : address(url, text, format));
    }

    /** An {@code image_url} where only data can stand. */
    static Optional<Part> inlineImage(JsonMembers image) {
        JsonField url = url(image);
        image.refuseOthers();
        return url.text().flatMap(text -> data(url, text));
    }

    /** An {@code input_audio}: data and the name of its format. */
    static Optional<Part> audio(JsonMembers audio) {
        JsonField data = audio.get("data").required("write the sound in base64");
        JsonField formatField = audio.get("format").required("write the format, such as wav or mp3");
        audio.refuseOthers();
        Optional<String> format = formatField.text();
        if (format.isPresent() && !SUBTYPE.matcher(format.get()).matches()) {
            formatField.problem("is not a format", "write a word such as wav or mp3");
            return Optional.empty();
        }
        return format.flatMap(word ->
                data.text().flatMap(text -> bytes(data, "audio/" + word.toLowerCase(Locale.ROOT), text)));
    }

    /** A {@code file}: a data URL in {@code file_data}, or an address in {@code file_id}. */
    static Optional<Part> file(JsonMembers file) {
        JsonField data = file.get("file_data");
        JsonField id = file.get("file_id");
        Optional<String> format = format(file);
        file.ignore("filename");
        file.refuseOthers();
        if (data.isPresent()) {
            id.refuse("comes beside file_data", "write one of them");
            return data.text().flatMap(text -> data(data, text));
        }
        return id.required("write file_data, or file_id with an address")
                .text()
                .flatMap(text -> address(id, text, format));
    }

    private static JsonField url(JsonMembers image) {
        // How closely to look at a picture: a wish that costs or saves tokens and changes nothing of the question.
        image.ignore("detail");
        return image.get("url").required(DATA_URL);
    }

    private static Optional<String> format(JsonMembers media) {
        JsonField format = media.get("format");
        Optional<String> mimeType = format.text();
        if (mimeType.isPresent() && !MIME_TYPE.matcher(mimeType.get()).matches()) {
            format.problem("is not a media type", "write one such as image/png");
            return Optional.empty();
        }
        return mimeType;
    }

    private static boolean isData(String url) {
        return url.regionMatches(true, 0, "data:", 0, "data:".length());
    }

    private static Optional<Part> address(JsonField field, String uri, Optional<String> mimeType) {
        if (!ADDRESS.matcher(uri).matches()) {
            field.problem("is not an address", DATA_URL + ", or an https address that the provider can read");
            return Optional.empty();
        }
        return Optional.of(new FilePart(uri, mimeType, Optional.empty()));
    }

    private static Optional<Part> data(JsonField field, String url) {
        int comma = url.indexOf(',');
        String head = comma < 0 ? "" : url.substring(0, comma);
        if (!isData(url) || !head.endsWith(BASE64)) {
            field.problem("is not a data URL in base64", DATA_URL);
            return Optional.empty();
        }
        String mimeType = head.substring("data:".length(), head.length() - BASE64.length());
        if (!MIME_TYPE.matcher(mimeType).matches()) {
            field.problem("does not say what the data is", DATA_URL + ", with a type such as image/png");
            return Optional.empty();
        }
        return bytes(field, mimeType, url.substring(comma + 1));
    }

    private static Optional<Part> bytes(JsonField field, String mimeType, String base64) {
        try {
            return Optional.of(new DataPart(mimeType, Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException e) {
            field.problem("is not base64, or is empty", "write the data in base64, without line breaks");
            return Optional.empty();
        }
    }
}
