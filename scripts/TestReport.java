import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Counts what surefire reported, for ./check: failures by name, reasons for skipping with their numbers, live indexes that did not
 * answer apart from both, and as the last line {@code N passed, N failed, N skipped}.
 *
 * <p>A program of one file, run as source by any JDK 25: whoever has Maven's reports has that.
 */
final class TestReport {
    private static final String LIVE_INDEX = "live index:";

    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> skipped = new TreeMap<>();
    private final Map<String, Integer> liveIndexes = new TreeMap<>();
    private int passed;

    /** The directory of reports, and then the names of the parts that failed as a whole. */
    public static void main(String[] arguments) throws Exception {
        var report = new TestReport();
        Path directory = Path.of(arguments[0]);
        if (Files.isDirectory(directory)) {
            try (var files = Files.walk(directory)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".xml")).sorted().toList()) {
                    report.read(file);
                }
            }
        }
        for (int i = 1; i < arguments.length; i++) {
            report.failures.add("the part `" + arguments[i] + "`");
        }
        System.exit(report.tell());
    }

    private void read(Path file) throws IOException, ParserConfigurationException, SAXException {
        NodeList cases = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            count((Element) cases.item(i));
        }
    }

    private void count(Element test) {
        NodeList skips = test.getElementsByTagName("skipped");
        if (test.getElementsByTagName("failure").getLength() + test.getElementsByTagName("error").getLength() > 0) {
            failures.add(test.getAttribute("classname") + " " + test.getAttribute("name"));
        } else if (skips.getLength() > 0) {
            String reason = reason((Element) skips.item(0));
            (reason.startsWith(LIVE_INDEX) ? liveIndexes : skipped).merge(reason, 1, Integer::sum);
        } else {
            passed++;
        }
    }

    private static String reason(Element skip) {
        String message = skip.getAttribute("message").isEmpty() ? "no reason given" : skip.getAttribute("message");
        return message.replaceFirst("^.*Assumption failed: ", "").replaceFirst("^[a-z.]+\\.TestAbortedException: ", "").lines().findFirst().orElse("");
    }

    private int tell() {
        tell("skipped", skipped);
        tell("not tested, and no failure of this program", liveIndexes);
        failures.forEach(failure -> System.out.println("failed: " + failure));
        System.out.println(passed + " passed, " + failures.size() + " failed, " + (sum(skipped) + sum(liveIndexes)) + " skipped");
        return failures.isEmpty() && passed > 0 ? 0 : 1;
    }

    private static void tell(String what, Map<String, Integer> reasons) {
        reasons.forEach((reason, number) -> System.out.println(what + ": " + number + " × " + reason));
    }

    private static int sum(Map<String, Integer> reasons) {
        return reasons.values().stream().mapToInt(Integer::intValue).sum();
    }
}
