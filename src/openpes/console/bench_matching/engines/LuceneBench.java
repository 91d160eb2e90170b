import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.TermFrequencyAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.LatLonDocValuesField;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedNumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInvertState;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.queries.function.FunctionScoreQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.DoubleValues;
import org.apache.lucene.search.DoubleValuesSource;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * The vacancies of the bench in Lucene, searched in this process.
 *
 * <p>A term carries its points (millionths of the score) as its frequency and the similarity returns them as they are, so that the
 * score of a document is the sum of its parts and Lucene can skip blocks by their greatest frequency.
 *
 * <p>Commands on standard input: {@code build FOLDER ROWS}, {@code run PLAN FETCH QUESTIONS ANSWERS}. Each is answered by one line.
 */
public final class LuceneBench {
  private static final double EARTH = 6371008.8;

  private static IndexSearcher searcher;
  private static int occupationWeight;
  private static int distanceWeight;

  public static void main(String[] arguments) throws Exception {
    occupationWeight = Integer.parseInt(arguments[0]);
    distanceWeight = Integer.parseInt(arguments[1]);
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split("\t");
      if (words[0].equals("build")) {
        build(Paths.get(words[1]), Integer.parseInt(words[2]));
        System.out.println("built " + ProcessHandle.current().pid());
      } else {
        run(words[1], Integer.parseInt(words[2]), Paths.get(words[3]), Paths.get(words[4]));
        System.out.println("done");
      }
      System.out.flush();
    }
  }

  /** Points as they are. */
  private static final class Points extends Similarity {
    @Override
    public long computeNorm(FieldInvertState state) {
      return 1;
    }

    @Override
    public SimScorer scorer(float boost, CollectionStatistics collection, TermStatistics... terms) {
      return new SimScorer() {
        @Override
        public float score(float points, long norm) {
          return boost * points;
        }
      };
    }
  }

  /** Terms with their points. */
  private static final class PointTokens extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final TermFrequencyAttribute points = addAttribute(TermFrequencyAttribute.class);
    private final List<String> terms = new ArrayList<>();
    private final List<Integer> values = new ArrayList<>();
    private int at;

    void add(String name, long value) {
      terms.add(name);
      values.add((int) Math.max(1, value));
    }

    @Override
    public boolean incrementToken() {
      if (at == terms.size()) {
        return false;
      }
      clearAttributes();
      term.append(terms.get(at));
      points.setTermFrequency(values.get(at));
      at++;
      return true;
    }

    @Override
    public void reset() {
      at = 0;
    }
  }

  private static ByteBuffer column(Path folder, String name) throws IOException {
    try (FileChannel file = FileChannel.open(folder.resolve(name))) {
      return file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  private static void build(Path folder, int number) throws IOException {
    FieldType withPoints = new FieldType();
    withPoints.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    withPoints.setOmitNorms(true);
    withPoints.setTokenized(true);
    withPoints.freeze();
    ByteBuffer lat = column(folder, "lat");
    ByteBuffer lon = column(folder, "lon");
    ByteBuffer xyz = column(folder, "xyz");
    ByteBuffer numbers = column(folder, "numbers");
    ByteBuffer first = column(folder, "first");
    ByteBuffer skill = column(folder, "skill");
    ByteBuffer points = column(folder, "points");
    ByteBuffer level = column(folder, "levels");
    int[] near = new int[6];
    for (int i = 0; i < 6; i++) {
      near[i] = level.getInt(4 * i);
    }
    IndexWriterConfig config = new IndexWriterConfig();
    config.setSimilarity(new Points());
    config.setRAMBufferSizeMB(512);
    config.setUseCompoundFile(false);
    MMapDirectory directory = new MMapDirectory(folder.resolve("lucene"));
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (int i = 0; i < number; i++) {
        int base = i * 40;
        int row = numbers.getInt(base);
        int pay = numbers.getInt(base + 4);
        int hours = numbers.getInt(base + 8);
        int week = numbers.getInt(base + 12);
        int contract = numbers.getInt(base + 16);
        int occupation = numbers.getInt(base + 20);
        int isco = numbers.getInt(base + 24);
        long certainty = numbers.getInt(base + 28);
        boolean placed = numbers.getInt(base + 32) != 0;
        boolean fromHome = numbers.getInt(base + 36) != 0;
        Document document = new Document();
        PointTokens skills = new PointTokens();
        for (int e = first.getInt(4 * i); e < first.getInt(4 * i + 4); e++) {
          skills.add(Integer.toString(skill.getInt(4 * e)), points.getInt(4 * e));
        }
        if (first.getInt(4 * i) == first.getInt(4 * i + 4)) {
          skills.add("none", points.getInt(points.capacity() - 4));
        }
        document.add(new Field("skill", skills, withPoints));
        PointTokens occupations = new PointTokens();
        int[] codes = {isco / 1000, isco / 100, isco / 10, isco, occupation};
        for (int k = 1; k <= 5; k++) {
          long earned = near[k] * certainty / 1_000_000L * occupationWeight / 1_000_000L;
          occupations.add(k + "." + codes[k - 1], earned);
        }
        document.add(new Field("occupation", occupations, withPoints));
        document.add(new NumericDocValuesField("row", row));
        document.add(new IntPoint("pay", pay));
        document.add(new SortedNumericDocValuesField("pay", pay));
        document.add(new IntPoint("week", week));
        document.add(new SortedNumericDocValuesField("week", week));
        document.add(new StringField("hours", Integer.toString(hours), Field.Store.NO));
        document.add(new StringField("contract", Integer.toString(contract), Field.Store.NO));
        if (fromHome || !placed) {
          document.add(new StringField("where", fromHome ? "home" : "unknown", Field.Store.NO));
        } else {
          document.add(new LatLonPoint("place", lat.getDouble(8 * i), lon.getDouble(8 * i)));
          document.add(new LatLonDocValuesField("place", lat.getDouble(8 * i), lon.getDouble(8 * i)));
          document.add(new NumericDocValuesField("x", xyz.getInt(12 * i)));
          document.add(new NumericDocValuesField("y", xyz.getInt(12 * i + 4)));
          document.add(new NumericDocValuesField("z", xyz.getInt(12 * i + 8)));
        }
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
    searcher = new IndexSearcher(DirectoryReader.open(directory));
    searcher.setSimilarity(new Points());
  }

  private static void run(String plan, int fetch, Path questions, Path answers) throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    LeafReaderContext leaf = searcher.getIndexReader().leaves().get(0);
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(answers)))) {
      for (String line : Files.readAllLines(questions)) {
        Query query = query(plan, line.split("\t", -1));
        long wall = System.nanoTime();
        long cpu = threads.getCurrentThreadCpuTime();
        TopScoreDocCollector collector = TopScoreDocCollector.create(fetch, null, fetch);
        searcher.search(query, collector);
        ScoreDoc[] hits = collector.topDocs().scoreDocs;
        long cpuTaken = threads.getCurrentThreadCpuTime() - cpu;
        long wallTaken = System.nanoTime() - wall;
        out.writeLong(cpuTaken);
        out.writeLong(wallTaken);
        out.writeInt(hits.length);
        int[] found = new int[hits.length];
        for (int i = 0; i < hits.length; i++) {
          NumericDocValues rows = leaf.reader().getNumericDocValues("row");
          rows.advanceExact(hits[i].doc);
          found[i] = (int) rows.longValue();
        }
        for (int row : found) {
          out.writeInt(row);
        }
      }
    }
  }

  /** Fields: lat lon x y z radius floor most kinds contracts skills occupations; empty for what is left open. */
  private static Query query(String plan, String[] asked) {
    BooleanQuery.Builder terms = new BooleanQuery.Builder();
    for (String skill : list(asked[10])) {
      terms.add(new TermQuery(new Term("skill", skill)), Occur.SHOULD);
    }
    terms.add(new TermQuery(new Term("skill", "none")), Occur.SHOULD);
    List<Query> wanted = new ArrayList<>();
    for (String occupation : list(asked[11])) {
      wanted.add(new TermQuery(new Term("occupation", occupation)));
    }
    if (!wanted.isEmpty()) {
      terms.add(new DisjunctionMaxQuery(wanted, 0f), Occur.SHOULD);
    }
    BooleanQuery.Builder whole = new BooleanQuery.Builder();
    if (!asked[0].isEmpty()) {
      near(plan, asked, terms, whole);
    } else {
      terms.add(constant(new TermQuery(new Term("where", "home")), distanceWeight / 2f), Occur.SHOULD);
      if (plan.equals("all rows")) {
        terms.add(constant(new MatchAllDocsQuery(), 0f), Occur.MUST);
      }
    }
    if (!asked[6].isEmpty()) {
      int floor = Integer.parseInt(asked[6]);
      whole.add(between("pay", floor, Integer.MAX_VALUE), Occur.FILTER);
    }
    if (!asked[7].isEmpty()) {
      whole.add(between("week", Integer.MIN_VALUE, Integer.parseInt(asked[7])), Occur.FILTER);
    }
    if (!asked[8].isEmpty()) {
      whole.add(any("hours", list(asked[8])), Occur.FILTER);
    }
    if (!asked[9].isEmpty()) {
      whole.add(any("contract", list(asked[9])), Occur.FILTER);
    }
    BooleanQuery filters = whole.build();
    if (filters.clauses().isEmpty()) {
      return terms.build();
    }
    // One flat query: filters beside the scoring clauses.
    filters.clauses().forEach(terms::add);
    if (plan.equals("any term")) {
      terms.setMinimumNumberShouldMatch(1);
    }
    return terms.build();
  }

  private static void near(String plan, String[] asked, BooleanQuery.Builder terms, BooleanQuery.Builder whole) {
    double lat = Double.parseDouble(asked[0]);
    double lon = Double.parseDouble(asked[1]);
    int radius = Integer.parseInt(asked[5]);
    // A metre more than asked for, because coordinates are rounded; the exact distance decides afterwards.
    Query circle =
        new IndexOrDocValuesQuery(
            LatLonPoint.newDistanceQuery("place", lat, lon, radius + 2.0),
            LatLonDocValuesField.newSlowDistanceQuery("place", lat, lon, radius + 2.0));
    BooleanQuery.Builder place = new BooleanQuery.Builder();
    place.add(circle, Occur.SHOULD);
    place.add(new TermQuery(new Term("where", "home")), Occur.SHOULD);
    place.add(new TermQuery(new Term("where", "unknown")), Occur.SHOULD);
    if (plan.equals("distance scored")) {
      int x = Integer.parseInt(asked[2]);
      int y = Integer.parseInt(asked[3]);
      int z = Integer.parseInt(asked[4]);
      Query scored = new FunctionScoreQuery(place.build(), new DistancePoints(x, y, z, radius, distanceWeight));
      terms.add(scored, Occur.MUST);
      terms.add(constant(new TermQuery(new Term("where", "home")), distanceWeight), Occur.SHOULD);
      terms.add(constant(new TermQuery(new Term("where", "unknown")), distanceWeight / 2f), Occur.SHOULD);
    } else {
      whole.add(place.build(), Occur.FILTER);
      terms.add(constant(new TermQuery(new Term("where", "home")), distanceWeight), Occur.SHOULD);
      terms.add(constant(new TermQuery(new Term("where", "unknown")), distanceWeight / 2f), Occur.SHOULD);
    }
  }

  private static Query constant(Query query, float score) {
    return new BoostQuery(new ConstantScoreQuery(query), score);
  }

  private static Query between(String field, int low, int high) {
    return new IndexOrDocValuesQuery(
        IntPoint.newRangeQuery(field, low, high), SortedNumericDocValuesField.newSlowRangeQuery(field, low, high));
  }

  private static Query any(String field, String[] values) {
    List<BytesRef> terms = new ArrayList<>();
    for (String value : values) {
      terms.add(new BytesRef(value));
    }
    return new TermInSetQuery(field, terms);
  }

  private static String[] list(String joined) {
    return joined.isEmpty() ? new String[0] : joined.split(",");
  }

  /** Points for the distance, from the place kept beside each document. */
  private static final class DistancePoints extends DoubleValuesSource {
    private final int x;
    private final int y;
    private final int z;
    private final int radius;
    private final int weight;

    DistancePoints(int x, int y, int z, int radius, int weight) {
      this.x = x;
      this.y = y;
      this.z = z;
      this.radius = radius;
      this.weight = weight;
    }

    @Override
    public DoubleValues getValues(LeafReaderContext context, DoubleValues scores) throws IOException {
      NumericDocValues xs = context.reader().getNumericDocValues("x");
      NumericDocValues ys = context.reader().getNumericDocValues("y");
      NumericDocValues zs = context.reader().getNumericDocValues("z");
      return new DoubleValues() {
        @Override
        public double doubleValue() throws IOException {
          double dx = xs.longValue() - x;
          double dy = ys.longValue() - y;
          double dz = zs.longValue() - z;
          double chord = Math.sqrt(dx * dx + dy * dy + dz * dz);
          long arc = Math.round(2 * EARTH * Math.asin(chord / (2 * EARTH)));
          return arc > radius ? 0 : Math.max(1, (radius - arc) * 1_000_000L / radius) * weight / 1_000_000L;
        }

        @Override
        public boolean advanceExact(int document) throws IOException {
          return xs != null && xs.advanceExact(document) && ys.advanceExact(document) && zs.advanceExact(document);
        }
      };
    }

    @Override
    public boolean needsScores() {
      return false;
    }

    @Override
    public DoubleValuesSource rewrite(IndexSearcher searcher) {
      return this;
    }

    @Override
    public int hashCode() {
      return (x * 31 + y) * 31 + z;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof DistancePoints && ((DistancePoints) other).toString().equals(toString());
    }

    @Override
    public String toString() {
      return x + " " + y + " " + z + " " + radius + " " + weight;
    }

    @Override
    public boolean isCacheable(LeafReaderContext context) {
      return false;
    }
  }
}
