package io.dsfm.sample.matching.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {

    private static final long SEED = 42;

    @TempDir
    Path directory;

    @Test
    void readsBackInAnyOrderWhatWasAppended() throws IOException {
        Random random = new Random(SEED);
        List<byte[]> written = new ArrayList<>();
        try (RecordFile file = new RecordFile(directory.resolve("records"))) {
            for (int i = 0; i < 2_000; i++) {
                byte[] bytes = new byte[i % 500 == 7 ? 400_000 : random.nextInt(900)];
                random.nextBytes(bytes);
                written.add(bytes);
                file.append(bytes);
            }
            file.flush();

            assertThat(file.size()).isEqualTo(2_000);
            for (int i = 0; i < 2_000; i++) {
                assertThat(file.read(i)).isEqualTo(written.get(i));
            }
            for (int i = 0; i < 500; i++) {
                int number = random.nextInt(2_000);
                assertThat(file.read(number))
                        .as("seed=%d, number=%d", SEED, number)
                        .isEqualTo(written.get(number));
            }
        }
    }
}
