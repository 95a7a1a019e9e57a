package io.dsfm.ratis.plot;

import java.util.List;
import java.util.Locale;

/**
 * A picture that is being drawn. Coordinates are pixels, from the left and from the top.
 *
 * <p>Threading: one thread.
 */
public final class Svg {

    private static final double LETTER_WIDTH = 7.0;
    private static final int SWATCH = 9;

    private final StringBuilder text = new StringBuilder();

    /** An empty picture on white. */
    public Svg(int width, int height) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">",
                width, height, width, height);
        add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", width, height);
    }

    /** Text as it has to be written within elements and attributes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A straight line. */
    public void line(double x1, double y1, double x2, double y2, String colour) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>", x1, y1, x2, y2, colour);
    }

    /**
     * Text.
     *
     * @param anchor which end of it is at {@code x}: start, middle or end
     * @param style more attributes, or none
     */
    public void label(double x, double y, String anchor, String style, String name) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>", x, y, anchor, style, escape(name));
    }

    /** Text that is read from below, around its middle. */
    public void upright(double x, double y, String name) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" transform=\"rotate(-90 %.1f %.1f)\">%s</text>",
                x, y, x, y, escape(name));
    }

    /** Names with swatches of their colours in a row at the top, which ends at {@code right}. */
    public void legend(double right, List<String> names, List<String> colours) {
        double at = right;
        for (int i = names.size() - 1; i >= 0; i--) {
            at -= 16 + width(names.get(i));
            add(
                    "<rect x=\"%.1f\" y=\"11\" width=\"%d\" height=\"%d\" fill=\"%s\"/>",
                    at, SWATCH, SWATCH, colours.get(i));
            label(at + 12, 20, "start", "", names.get(i));
        }
    }

    /** About how wide a text is at the usual size. */
    static double width(String name) {
        return LETTER_WIDTH * name.length();
    }

    /** Any other element, by {@link String#format}; what comes from elsewhere is to be {@linkplain #escape escaped}. */
    public void add(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    /** The whole picture. */
    public String end() {
        return text.append("</svg>\n").toString();
    }
}
