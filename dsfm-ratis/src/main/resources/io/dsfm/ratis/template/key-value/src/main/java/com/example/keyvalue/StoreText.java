package com.example.keyvalue;

import io.dsfm.statemachine.TextFormat;
import java.nio.ByteBuffer;

/** How people write the store's inputs and queries, and read what it says. */
final class StoreText implements TextFormat {

    @Override
    public byte[] parseInput(String text) {
        String[] words = text.strip().split("\\s+", 4);
        if (words[0].equals("put") && words.length >= 3) {
            boolean expires = words.length == 4 && words[2].matches("[0-9]{1,12}ms");
            String value = expires ? words[3] : words[2] + (words.length == 4 ? " " + words[3] : "");
            long millis = expires ? Long.parseLong(words[2].substring(0, words[2].length() - 2)) : 0;
            return new Command(true, key(words[1]), millis, Command.bytes(value)).toBytes();
        }
        if (words[0].equals("remove") && words.length == 2) {
            return new Command(false, key(words[1]), 0, new byte[0]).toBytes();
        }
        throw new IllegalArgumentException("not an input: text='" + text + "', accepted: " + syntax());
    }

    @Override
    public byte[] parseQuery(String text) {
        return Command.bytes(key(text.strip()));
    }

    private static String key(String word) {
        if (word.isEmpty() || word.length() > Command.KEY_BYTES_MAX) {
            throw new IllegalArgumentException("not a key: text='" + word + "', accepted: 1 to 64 characters");
        }
        return word;
    }

    @Override
    public String formatInput(ByteBuffer input) {
        Command command = Command.read(input.duplicate());
        if (command == null) {
            return "malformed " + TextFormat.super.formatInput(input);
        }
        if (!command.isPut()) {
            return "remove " + command.key();
        }
        String life = command.millisToLive() == 0 ? "" : command.millisToLive() + "ms ";
        ByteBuffer value = ByteBuffer.wrap(command.value());
        return "put " + command.key() + " " + life + Command.text(value, value.remaining());
    }

    @Override
    public String formatReply(ByteBuffer reply) {
        if (!reply.hasRemaining()) {
            return "unknown";
        }
        ByteBuffer fields = reply.duplicate();
        byte code = fields.get();
        return switch (code) {
            case Reply.OK -> fields.hasRemaining() ? Command.text(fields, fields.remaining()) : "ok";
            case Reply.MALFORMED -> "rejected: malformed";
            case Reply.NOT_FOUND -> "rejected: no such key";
            case Reply.FULL -> "rejected: full";
            default -> "unknown code " + code;
        };
    }

    @Override
    public String formatEvent(int type, ByteBuffer event) {
        return type == Reply.EXPIRED
                ? "expired: " + Command.text(event.duplicate(), event.remaining())
                : TextFormat.super.formatEvent(type, event);
    }

    @Override
    public String formatAnswer(ByteBuffer answer) {
        return formatReply(answer);
    }

    @Override
    public String syntax() {
        return "put KEY VALUE, put KEY 1500ms VALUE to let it expire, remove KEY; query: KEY";
    }
}
