package io.dcf.bridge.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.dcf.gateway.guide.Messages;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputMarshallerTests {

    private static final Field[] UNKNOWN = {
        Field.newBuilder().addVarint(-1).build(),
        Field.newBuilder().addFixed32(1).build(),
        Field.newBuilder().addFixed64(1).build(),
        Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8("\n\1x")).build(),
        Field.newBuilder()
                .addGroup(UnknownFieldSet.newBuilder()
                        .addField(1, Field.newBuilder().addVarint(1).build())
                        .build())
                .build(),
    };

    private final OutputMarshaller marshaller = new OutputMarshaller();

    @Test
    void readsWhatProtobufReads() throws IOException {
        Random random = new Random(31);
        for (int round = 0; round < 3_000; round++) {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            for (int i = random.nextInt(4); i > 0; i--) {
                part(random).writeTo(message);
            }
            assertSame(message.toByteArray());
            assertSame(Arrays.copyOf(message.toByteArray(), random.nextInt(message.size() + 1)));
            byte[] noise = new byte[random.nextInt(8)];
            random.nextBytes(noise);
            assertSame(noise);
        }
    }

    @Test
    void readsLargeOutputs() {
        byte[] output = new byte[3_000_001];
        new Random(32).nextBytes(output);
        assertThat(Arrays.equals(parse(message(output)), output)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 100_000, 3_000_000})
    void readsRepliesThatSayTooLittleOfTheirLength(int size) throws IOException {
        byte[] output = new byte[size];
        new Random(size).nextBytes(output);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(message(output));
        }
        byte[] read = marshaller.parse(new GZIPInputStream(new ByteArrayInputStream(zipped.toByteArray())));
        assertThat(Arrays.equals(read, output)).isTrue();
    }

    /** Of these, what is announced would not fit into memory. */
    @ParameterizedTest
    @ValueSource(strings = {"0affffffff07", "0a8080808008", "0affffffff0f", "10010affffffff07", "1affffffff07", "0a"})
    void believesNoLength(String hex) {
        byte[] reply = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> parse(reply)).isInstanceOf(StatusRuntimeException.class);
    }

    private void assertSame(byte[] reply) {
        ByteString expected;
        try {
            expected = Messages.parseFrom(reply).getOutput();
        } catch (InvalidProtocolBufferException e) {
            assertThatThrownBy(() -> parse(reply))
                    .as(Arrays.toString(reply))
                    .isInstanceOf(StatusRuntimeException.class);
            return;
        }
        assertThat(parse(reply)).as(Arrays.toString(reply)).isEqualTo(expected.toByteArray());
    }

    private byte[] parse(byte[] reply) {
        return marshaller.parse(new ByteArrayInputStream(reply));
    }

    private static UnknownFieldSet part(Random random) {
        boolean known = random.nextBoolean();
        byte[] output = new byte[random.nextInt(300)];
        random.nextBytes(output);
        return UnknownFieldSet.newBuilder()
                .addField(
                        known ? 1 : 2 + random.nextInt(5_000),
                        known
                                ? Field.newBuilder()
                                        .addLengthDelimited(ByteString.copyFrom(output))
                                        .build()
                                : UNKNOWN[random.nextInt(UNKNOWN.length)])
                .build();
    }

    private static byte[] message(byte[] output) {
        return Messages.newBuilder()
                .setOutput(ByteString.copyFrom(output))
                .build()
                .toByteArray();
    }
}
