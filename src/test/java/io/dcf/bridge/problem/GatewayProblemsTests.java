package io.dcf.bridge.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GatewayProblemsTests {

    private static final Pattern ROW =
            Pattern.compile("^\\| ((?:`[A-Z_]+`(?:, )?)+) \\| (\\d{3}) \\|", Pattern.MULTILINE);

    @Test
    void mapsEachCodeAsTheReadmeSays() throws IOException {
        Map<Status.Code, Integer> told = new EnumMap<>(Status.Code.class);
        Matcher row = ROW.matcher(Files.readString(Path.of("README.md")));
        while (row.find()) {
            for (String code : row.group(1).replace("`", "").split(", ")) {
                told.put(Status.Code.valueOf(code), Integer.valueOf(row.group(2)));
            }
        }
        told.put(Status.Code.OK, 200);
        assertThat(told).hasSameSizeAs(Status.Code.values());
        told.forEach((code, status) ->
                assertThat(GatewayProblems.status(code)).as(code.name()).isEqualTo(status));
    }
}
