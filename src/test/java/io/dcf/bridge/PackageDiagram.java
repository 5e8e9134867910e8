package io.dcf.bridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packages and arrows that a document draws in mermaid: a subgraph for each parent package, in it a line {@code a --> b & c} where package a uses
 * packages b and c. What an arrow leads to may also be used by all that lead to the arrow.
 */
record PackageDiagram(Set<String> packages, Set<Arrow> arrows) {

    private static final Pattern SUBGRAPH = Pattern.compile("\\s*subgraph (\\S+)");
    private static final Pattern ARROWS = Pattern.compile("\\s*(\\w+) --> (\\w+(?: & \\w+)*)");

    record Arrow(String from, String to) implements Comparable<Arrow> {

        @Override
        public int compareTo(Arrow other) {
            return Comparator.comparing(Arrow::from).thenComparing(Arrow::to).compare(this, other);
        }
    }

    static PackageDiagram read(Path document) throws IOException {
        Set<String> packages = new TreeSet<>();
        Set<Arrow> arrows = new TreeSet<>();
        String parent = "";
        for (String line : Files.readAllLines(document)) {
            Matcher subgraph = SUBGRAPH.matcher(line);
            Matcher drawn = ARROWS.matcher(line);
            if (subgraph.matches()) {
                parent = subgraph.group(1) + ".";
            } else if (line.startsWith("```")) {
                parent = "";
            } else if (drawn.matches() && !parent.isEmpty()) {
                for (String to : drawn.group(2).split(" & ")) {
                    arrows.add(new Arrow(parent + drawn.group(1), parent + to));
                    packages.add(parent + drawn.group(1));
                    packages.add(parent + to);
                }
            } else if (line.matches("\\s+\\w+")
                    && !parent.isEmpty()
                    && !line.strip().equals("end")) {
                packages.add(parent + line.strip());
            }
        }
        return new PackageDiagram(packages, arrows);
    }

    /** Whether the arrows lead from one package to the other. The root package, which starts it all, may use any. */
    boolean connects(Arrow use) {
        if (use.from().equals(PackageDiagram.class.getPackageName())) {
            return true;
        }
        Set<String> reached = new HashSet<>();
        return reaches(use.from(), use.to(), reached);
    }

    private boolean reaches(String from, String to, Set<String> reached) {
        return arrows.stream()
                .filter(arrow -> arrow.from().equals(from) && reached.add(arrow.to()))
                .anyMatch(arrow -> arrow.to().equals(to) || reaches(arrow.to(), to, reached));
    }
}
