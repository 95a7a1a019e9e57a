package io.dsfm.ratis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {

    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void choosePath() {
        path = folder.resolve("made/as/needed");
    }

    @Test
    void isMadeAtFirstStartAndAcceptedAtTheNext() throws Exception {
        try (DataDirectory directory = open("g", "n1", "counter", 1)) {
            assertThat(directory.path()).isEqualTo(path).isDirectory();
        }
        Files.createFile(path.resolve("log"));

        open("g", "n1", "counter", 1).close();

        assertThat(path.resolve("dsfm.properties"))
                .content()
                .contains(
                        "format-version=1",
                        "group=g",
                        "node=n1",
                        "application=counter",
                        "specification-version=1",
                        "members=n1");
        assertThat(path.resolve("dsfm.properties.new")).doesNotExist();
    }

    @Test
    void refusesTheDataOfAnother() throws Exception {
        open("g", "n1", "counter", 1).close();

        assertRefused(() -> open("h", "n1", "counter", 1), "holds data of group g", "data of group h");
        assertRefused(() -> open("g", "n2", "counter", 1), "holds data of node n1", "data of node n2");
        assertRefused(() -> open("g", "n1", "sums", 1), "data of application counter", "data of application sums");
        assertRefused(
                () -> open("g", "n1", "counter", 2), "data of specification version 1", "specification version 2");
        assertRefused(
                () -> open("h", "n2", "counter", 1),
                "data of group g, node n1",
                "group h, node n2, members n2, or an empty");
    }

    @Test
    void refusesOtherMembersSinceMajoritiesWereCountedOfThese() throws Exception {
        openAsMemberOf("n3", "n1", "n2").close();

        openAsMemberOf("n1", "n2", "n3").close();
        assertRefused(
                () -> openAsMemberOf("n1", "n2", "n3", "n4", "n5"),
                "holds data of members n1,n2,n3",
                "data of members n1,n2,n3,n4,n5, or an empty");
        assertRefused(() -> openAsMemberOf("n1", "n2"), "data of members n1,n2,n3", "data of members n1,n2,");
    }

    @Test
    void keepsTheMembersFromNowOnWhereTheyWereNotKept() throws Exception {
        openAsMemberOf("n1", "n2", "n3").close();
        Path identity = path.resolve("dsfm.properties");
        Files.writeString(identity, Files.readString(identity).replaceFirst("members=.*\n", ""));

        openAsMemberOf("n1", "n2", "n3").close();

        assertThat(identity).content().contains("members=n1,n2,n3");
        assertRefused(() -> openAsMemberOf("n1", "n2"), "data of members n1,n2,n3", "data of members n1,n2,");
    }

    private DataDirectory openAsMemberOf(String... nodes) throws ConfigException, DamagedDataException {
        return DataDirectory.open(TestConfigs.config("g", "n1", List.of(nodes), "counter", List.of("fast"), path), 1);
    }

    @Test
    void refusesAnotherFormat() throws Exception {
        open("g", "n1", "counter", 1).close();
        Path identity = path.resolve("dsfm.properties");
        Files.writeString(identity, Files.readString(identity).replace("format-version=1", "format-version=2"));

        assertRefused(() -> open("g", "n1", "counter", 1), "format version 2", "format version 1");
    }

    @Test
    void refusesADirectoryInUseAndNamesTheProcess() throws Exception {
        try (DataDirectory directory = open("g", "n1", "counter", 1)) {
            assertRefused(
                    () -> open("g", "n1", "counter", 1),
                    "in use by another process, pid " + ProcessHandle.current().pid(),
                    "a directory of its own");
            assertThat(directory.path().resolve("dsfm.lock")).isNotEmptyFile();
        }
        open("g", "n1", "counter", 1).close();
    }

    @Test
    void refusesADirectoryWithSomebodysFiles() throws Exception {
        Files.createDirectories(path);
        Files.createFile(path.resolve("thesis.tex"));

        assertRefused(() -> open("g", "n1", "counter", 1), "such as thesis.tex", "an empty directory");

        assertThat(path.resolve("dsfm.properties")).doesNotExist();
    }

    @Test
    void acceptsADirectoryThatWasLeftBeforeItHadAnIdentity() throws Exception {
        Files.createDirectories(path.resolve("lost+found"));
        Files.writeString(path.resolve("dsfm.properties.new"), "format-ver");
        Files.createFile(path.resolve("dsfm.lock"));

        open("g", "n1", "counter", 1).close();
    }

    @Test
    void refusesAFileInItsPlace() throws Exception {
        Files.createDirectories(path.getParent());
        Files.createFile(path);

        assertRefused(() -> open("g", "n1", "counter", 1), path + " is a file", "may write");
    }

    @Test
    void refusesADirectoryThatCannotBeMade() throws Exception {
        Path parent = Files.createFile(folder.resolve("made"));

        assertRefused(() -> open("g", "n1", "counter", 1), parent.toString(), "may write");
    }

    @Test
    void refusesADirectoryWithoutPermission() throws Exception {
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r-x------"));
        assumeFalse(Files.isWritable(path), "permissions do not bind this user");

        assertRefused(() -> open("g", "n1", "counter", 1), "no permission", "may write");
    }

    @Test
    void namesADamagedIdentityAndUnlocks() throws Exception {
        open("g", "n1", "counter", 1).close();
        Path identity = path.resolve("dsfm.properties");

        for (String damaged : List.of("", "format-version=1\ngroup=g\n", "format-version=one\n")) {
            Files.writeString(identity, damaged);

            assertThatThrownBy(() -> open("g", "n1", "counter", 1))
                    .isInstanceOf(DamagedDataException.class)
                    .hasMessageContaining("file=" + identity)
                    .hasMessageContaining("empty data directory");
            assertThat(identity).hasContent(damaged);
        }
    }

    private DataDirectory open(String group, String node, String application, int specificationVersion)
            throws ConfigException, DamagedDataException {
        return DataDirectory.open(
                TestConfigs.config(group, node, application, List.of("fast"), path), specificationVersion);
    }

    private void assertRefused(ThrowingCallable opening, String found, String accepted) throws IOException {
        assertThatThrownBy(opening)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("data-directory: '" + path + "' ")
                .hasMessageContaining(found)
                .message()
                .satisfies(message -> assertThat(message.substring(message.indexOf("; accepted: ")))
                        .contains(accepted));
    }
}
