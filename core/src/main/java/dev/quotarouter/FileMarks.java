package dev.quotarouter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What tells a changed file from an unchanged one, without reading it. Immutable. */
record FileMarks(Map<Path, Optional<Mark>> marks) {
    /** One that is replaced by another of the same time and size is another file; a link is what it leads to. */
    private record Mark(FileTime modified, long size, Optional<Object> file) {}

    static FileMarks of(List<Path> files) {
        Map<Path, Optional<Mark>> marks = new LinkedHashMap<>();
        files.forEach(file -> marks.put(file, mark(file)));
        return new FileMarks(marks);
    }

    /** {@return the same files as they are now} */
    FileMarks ofNow() {
        return of(List.copyOf(marks.keySet()));
    }

    /** {@return these files: as they were here, or as they are now where they were not among these} */
    FileMarks over(List<Path> files) {
        Map<Path, Optional<Mark>> next = new LinkedHashMap<>();
        files.forEach(file -> next.put(file, marks.containsKey(file) ? marks.get(file) : mark(file)));
        return new FileMarks(next);
    }

    private static Optional<Mark> mark(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Mark(found.lastModifiedTime(), found.size(), Optional.ofNullable(found.fileKey())));
        } catch (IOException | SecurityException e) {
            return Optional.empty(); // It may come yet, or come back.
        }
    }
}
