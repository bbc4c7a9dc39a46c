package org.hyperdex.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.data.ValueException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents are real JSON: what goes in comes out, and only the same JSON is equal. */
class DocumentCodecTest {
  @Test
  void theOrderOfMembersDoesNotMatter() {
    Values values = new Values(1);
    for (int i = 0; i < 3_000; i++) {
      Json json = values.json();
      Json reordered = values.reordered(json);
      assertThat(reordered).isEqualTo(json);
      assertThat(DocumentCodec.encode(reordered)).isEqualTo(DocumentCodec.encode(json));
    }
  }

  @Test
  void membersAreReadBackAscending() {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("b", Json.Constant.NULL);
    members.put("a", Json.Constant.TRUE);
    Json read = DocumentCodec.decode(DocumentCodec.encode(new Json.Obj(members)));
    assertThat(((Json.Obj) read).members().keySet()).containsExactly("a", "b");
  }

  @Test
  void anIntegerIsNotARealNumber() {
    assertThat(DocumentCodec.encode(new Json.Int(5)))
        .isNotEqualTo(DocumentCodec.encode(new Json.Real(5)));
  }

  @Test
  void theFormatDoesNotChangeFromVersionToVersion() {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("é", new Json.Array(List.of(Json.Constant.TRUE, new Json.Int(-300))));
    members.put("a", new Json.Real(1.5));
    assertThat(DocumentCodec.encode(new Json.Obj(members)).toString())
        .isEqualTo("0714" + "0161" + "04bff8000000000000" + "02c3a9" + "0604" + "02" + "03d704");
    assertThat(DocumentCodec.encode(new Json.Int(Long.MIN_VALUE)).toString())
        .isEqualTo("03ffffffffffffffffff01");
    assertThat(ValueCodec.zero(AttributeType.DOCUMENT).toString()).isEqualTo("0700");
  }

  @Test
  void aDocumentMayBeAsDeepAsTheLimitAndNoDeeper() {
    Json deepest = nested(DocumentCodec.MAX_DEPTH);
    Bytes encoded = DocumentCodec.encode(deepest);
    assertThat(DocumentCodec.decode(encoded)).isEqualTo(deepest);
    assertProblem(Problem.TOO_DEEP, nested(DocumentCodec.MAX_DEPTH + 1));
    assertProblem(Problem.TOO_DEEP, nested(1_000_000));
  }

  @Test
  void bytesThatNestTooDeepAreRefusedWithoutDescending() {
    // Arrays in arrays, the lengths written as a careless writer of another implementation could.
    byte[] bytes = nestedBytes(DocumentCodec.MAX_DEPTH + 1);
    assertThat(DocumentCodec.isValid(Bytes.wrap(bytes))).isFalse();
    assertThat(DocumentCodec.isValid(Bytes.wrap(nestedBytes(DocumentCodec.MAX_DEPTH)))).isTrue();
    assertThat(DocumentCodec.isValid(Bytes.wrap(nestedBytes(100_000)))).isFalse();
  }

  @Test
  void aDocumentMayHaveAsManyValuesAsTheLimitAndNoMore() {
    Json.Array most =
        new Json.Array(Collections.nCopies(DocumentCodec.MAX_VALUES - 1, Json.Constant.NULL));
    Bytes encoded = DocumentCodec.encode(most);
    assertThat(DocumentCodec.decode(encoded)).isEqualTo(most);
    Json more = new Json.Array(Collections.nCopies(DocumentCodec.MAX_VALUES, Json.Constant.NULL));
    assertThatThrownBy(() -> DocumentCodec.encode(more))
        .hasMessage("a document may not have more than 262144 values");
    assertProblem(Problem.TOO_LARGE, more);
    byte[] bytes = Arrays.copyOf(encoded.array(), encoded.length() + 1);
    // One null more in the array: its length, the variable number behind the tag, grows by one.
    bytes[1]++;
    assertThat(DocumentCodec.isValid(Bytes.wrap(bytes))).isFalse();
  }

  @Test
  void aDocumentMayBeAsLargeAsTheLimitAndNoLarger() {
    // A tag, four bytes of length, the text.
    int most = DocumentCodec.MAX_BYTES - 5;
    assertThat(DocumentCodec.encode(new Json.Text("x".repeat(most))).length())
        .isEqualTo(DocumentCodec.MAX_BYTES);
    assertProblem(Problem.TOO_LARGE, new Json.Text("x".repeat(most + 1)));
    Json half = new Json.Text("x".repeat(most / 2));
    assertProblem(Problem.TOO_LARGE, new Json.Array(List.of(half, half, half)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD800", "a\uDC00", "\uD800x", "\uDC00\uD800"})
  void anUnpairedSurrogateIsRefusedInTextsAndNames(String text) {
    assertProblem(Problem.NOT_UNICODE, new Json.Text(text));
    assertProblem(Problem.NOT_UNICODE, new Json.Obj(Map.of(text, Json.Constant.NULL)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aNumberIsFinite(double number) {
    assertThatThrownBy(() -> new Json.Real(number))
        .isInstanceOfSatisfying(
            ValueException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_FINITE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "08", // unknown tag
        "ff",
        "0000", // trailing
        "03", // no number
        "0380", // number without an end
        "038000", // number not in its shortest form
        "03ffffffffffffffffff02", // more than 64 bits
        "03ffffffffffffffffffff01",
        "04bff80000000000", // truncated
        "047fffffffffffffff", // negative zero
        "04fff0000000000000", // infinity
        "04fff8000000000000", // NaN
        "0502c3", // shorter than it says
        "0501c3", // half a character
        "0502c080", // overlong
        "0503eda080", // surrogate
        "0504f4908080", // beyond Unicode
        "05ffffffffffffffffff01", // negative length
        "0580808080808080808001", // negative, although its low half is 0
        "058080808010", // length of 2^32
        "05ffffffff07", // length of 2^31 - 1
        "05ffffffff0f", // length of 2^32 - 1
        "0601", // shorter than it says
        "060103", // element runs out of the array
        "0602060100", // inner array runs out of the outer
        "07020161", // a member without a value
        "0706016100016100", // the same name twice
        "0706016200016100", // names descending
        "070301c300" // name is no UTF-8
      })
  void bytesThatAreNoCanonicalDocumentAreRefused(String hex) {
    Bytes bytes = Bytes.wrap(HexFormat.of().parseHex(hex));
    assertThat(DocumentCodec.isValid(bytes)).isFalse();
    assertThatThrownBy(() -> DocumentCodec.decode(bytes))
        .isInstanceOfSatisfying(
            ValueException.class, e -> assertThat(e.problem()).isEqualTo(Problem.MALFORMED));
  }

  @Test
  void everyTruncationAndContinuationOfADocumentIsRefused() {
    Values values = new Values(2);
    for (int i = 0; i < 200; i++) {
      byte[] encoded = DocumentCodec.encode(values.json()).array();
      for (int length = 0; length <= encoded.length + 1; length++) {
        Bytes bytes = Bytes.wrap(Arrays.copyOf(encoded, length));
        assertThat(DocumentCodec.isValid(bytes)).isEqualTo(length == encoded.length);
      }
    }
  }

  @Test
  void aNumberWrittenAsAnIntegerIsOneIfItFits() {
    assertThat(number("9223372036854775807", true)).isEqualTo(new Json.Int(Long.MAX_VALUE));
    assertThat(number("-9223372036854775808", true)).isEqualTo(new Json.Int(Long.MIN_VALUE));
    assertThat(number("9223372036854775808", true)).isEqualTo(new Json.Real(0x1p63));
    assertThat(number("5.0", false)).isEqualTo(new Json.Real(5));
    assertThatThrownBy(() -> number("1e999", false)).isInstanceOf(ValueException.class);
  }

  private static Json number(String text, boolean integral) {
    return Json.number(new BigDecimal(text), integral);
  }

  private static Json nested(int depth) {
    Json json = Json.Constant.NULL;
    for (int i = 0; i < depth; i++) {
      json = i % 2 == 0 ? new Json.Array(List.of(json)) : new Json.Obj(Map.of("a", json));
    }
    return json;
  }

  private static byte[] nestedBytes(int depth) {
    byte[] buffer = new byte[8 * depth];
    int start = buffer.length;
    for (int i = 0; i < depth; i++) {
      int length = buffer.length - start;
      int lengthBytes = 1;
      while (length >> (7 * lengthBytes) != 0) {
        lengthBytes++;
      }
      start -= lengthBytes + 1;
      buffer[start] = DocumentCodec.ARRAY;
      for (int b = 0; b < lengthBytes; b++) {
        int more = b + 1 < lengthBytes ? 0x80 : 0;
        buffer[start + 1 + b] = (byte) ((length >> (7 * b) & 0x7f) | more);
      }
    }
    return Arrays.copyOfRange(buffer, start, buffer.length);
  }

  private static void assertProblem(Problem problem, Json json) {
    assertThatThrownBy(() -> DocumentCodec.encode(json))
        .isInstanceOfSatisfying(
            ValueException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
