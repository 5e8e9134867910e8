package io.dcf.bridge.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** Reads from an Accept header which of several types is liked best. */
final class Accepted {

    private Accepted() {}

    /** @param types what can be made, that to be preferred first; the header has been seen to allow one of them */
    static String of(@Nullable String accept, List<String> types) {
        List<MediaType> liked = MediaType.parseMediaTypes(accept);
        MimeTypeUtils.sortBySpecificity(liked);
        return liked.stream()
                .flatMap(each -> types.stream().filter(type -> each.includes(MediaType.valueOf(type))))
                .findFirst()
                .orElse(types.get(0));
    }
}
