package io.dcf.bridge.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.LongFunction;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a server wants to be asked. A path alone takes inputs as they are. {@code json:} before it means base64 in JSON, as
 * transcoders of the contract take them; {@code deploy:} a definition as the bridge takes it, {@code deploy-json:} one
 * with the names of the contract. {@code async:} is an invocation that is to be accepted, and run later.
 */
final class Questions {

    private static final String TEXT = "text/plain";
    private static final String JSON = "application/json";
    private static final int OK = 200;
    private static final int CREATED = 201;

    private Questions() {}

    /** Questions by number, with inputs of a size. Asks the server once where its answers are not known by themselves. */
    static LongFunction<Question> of(int port, String path, int size) {
        int colon = path.indexOf(':');
        String bare = path.substring(colon + 1);
        return switch (colon < 0 ? "" : path.substring(0, colon)) {
            case "" -> number -> Question.invocation(bare, size, number);
            case "async" -> number -> Question.async(bare, size, number);
            case "json" -> json(port, bare, size);
            case "deploy" -> deploy(port, bare, Definition.OF_BRIDGE);
            case "deploy-json" -> deploy(port, bare, Definition.OF_CONTRACT);
            default -> throw new IllegalArgumentException(path);
        };
    }

    /** What surrounds the output in the answer depends on the server: some add a blank. */
    private static LongFunction<Question> json(int port, String path, int size) {
        byte[] input = Question.input(0, size);
        String output = new String(input, StandardCharsets.US_ASCII);
        String answer = ask(port, path, json(input)).body();
        int at = answer.indexOf(output);
        if (at < 0
                || !JsonMapper.shared()
                        .readTree(answer)
                        .path("Msg")
                        .asString("")
                        .equals(output)) {
            throw new IllegalStateException(path + " answers " + answer);
        }
        String before = answer.substring(0, at);
        String after = answer.substring(at + size);
        return number -> {
            byte[] next = Question.input(number, size);
            String expected = before + new String(next, StandardCharsets.US_ASCII) + after;
            return Question.post(path, JSON, json(next), OK, expected.getBytes(StandardCharsets.US_ASCII));
        };
    }

    private static byte[] json(byte[] input) {
        return "{\"Input\":\"%s\"}"
                .formatted(Base64.getEncoder().encodeToString(input))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The upstream accepts this definition alone, so the first answer is right, and all others have to be the same. */
    private static LongFunction<Question> deploy(int port, String path, String definition) {
        byte[] body = definition.getBytes(StandardCharsets.US_ASCII);
        HttpResponse<String> answer = ask(port, path, body);
        if (answer.statusCode() != OK && answer.statusCode() != CREATED) {
            throw new IllegalStateException(path + " answers " + answer.statusCode() + " " + answer.body());
        }
        byte[] expected = answer.body().getBytes(StandardCharsets.UTF_8);
        return number -> Question.post(path, JSON, body, answer.statusCode(), expected);
    }

    private static HttpResponse<String> ask(int port, String path, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
