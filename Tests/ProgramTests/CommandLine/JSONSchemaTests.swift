internal import TestSupport
internal import Testing

extension Trait where Self == ConditionTrait {
  /// Skips a test where the independent validator of JSON is not installed.
  fileprivate static var needsValidator: Self {
    .enabled("needs python3-jsonschema") {
      let outcome = try Command.run([
        "python3", "-c", "from jsonschema import Draft202012Validator",
      ])
      return outcome.status == .exited(0)
    }
  }
}

/// Real output, checked against the JSON Schemas in the repository by another program.
@Suite("The JSON Schema", .needs(.sysAdmin), .needsValidator, .waits) struct JSONSchemaTests {
  /// Checks documents on standard input, one on each line, against the schema or one of its definitions.
  ///
  /// Keys that the schema does not have are allowed to users, and refused here.
  private static let validator = """
    import json, sys
    from jsonschema import Draft202012Validator, FormatChecker
    def close(node):
        if isinstance(node, dict):
            if "properties" in node: node["additionalProperties"] = False
            for value in node.values(): close(value)
    schema = json.load(open(sys.argv[1]))
    Draft202012Validator.check_schema(schema)
    close(schema)
    if len(sys.argv) > 2: schema = {"$defs": schema["$defs"], "$ref": "#/$defs/" + sys.argv[2]}
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    count = 0
    for line in sys.stdin:
        count += 1
        for error in validator.iter_errors(json.loads(line)): print(list(error.absolute_path), error.message)
    print(count, "checked")
    """

  /// A script with segments of all kinds and states, `valid DEFINITION`, which checks its standard input, and
  /// `valid_as SCHEMA DEFINITION`.
  private func run(_ script: String) throws -> Command.Outcome {
    let folder = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    return try TestNamespace.run(
      """
      tmp=$(mktemp -d /tmp/shmtop-test.XXXXXX); trap 'rm -r $tmp' EXIT; cat >$tmp/validator <<'END'
      \(Self.validator)
      END
      valid_as() { schema=$1; shift; python3 $tmp/validator "/\(folder)/Sources/Schema/$schema.schema.json" "$@"; }
      valid() { valid_as shmtop "$@"; }
      printf x >psm_1; printf x >'bad
      name'; printf y >"$(printf 'a\\377')"; truncate -s 1T sparse; mkfifo pipe; mkdir folder; ln -s / link
      head -c 32 /dev/zero >sem.one; chmod 7777 psm_1
      touch -d '1901-01-01 UTC' psm_1
      ipcmk -M 4096 >/dev/null; ipcmk -M 1M >/dev/null
      hold map /dev/shm/sparse >/dev/null; hold memfd label >/dev/null; hold open /dev/shm/psm_1 >/dev/null
      rm sparse; chown 12345:12345 'bad
      name'
      \(script)
      """)
  }

  @Test func `holds for the documents of list and show`() throws {
    let outcome = try run(
      """
      { $0 list -J; later $0 list -J; $0 list -J --named-only; $0 show -J psm_1; $0 list -J --kind memfd
        mount --bind /dev/null /proc/sysvipc/shm; $0 list -J 2>/dev/null; } | valid
      """)
    #expect(outcome.lines == ["6 checked"], "\(outcome)")
  }

  @Test func `holds for each line of --json-lines`() throws {
    let outcome = try run(
      "{ $0 list --json-lines; $0 list --json-lines --named-only; } | valid line")
    #expect(outcome.lines.count == 1, "\(outcome)")
    #expect(outcome.lines.first?.hasSuffix(" checked") == true)
    #expect(outcome.lines.first != "0 checked")
  }

  @Test func `of the summary holds, also for what could not be read`() throws {
    let outcome = try run(
      """
      { $0 summary -J; later $0 summary -J; chmod 755 /dev/shm; $0 summary -J
        mount --bind /dev/null /proc/sysvipc/shm; $0 summary -J
        mount -t tmpfs none /proc/sys; mount --bind /dev/null /proc/meminfo; $0 summary -J
        mkdir /dev/shm/own; mount -t ramfs own /dev/shm; $0 summary -J; } 2>/dev/null | valid_as shmtop-summary
      """)
    #expect(outcome.lines == ["6 checked"], "\(outcome)")
  }

  @Test func `of events holds for each change`() throws {
    let outcome = try run(
      """
      $0 events -J --every 1s >$tmp/events & watcher=$!
      look() { for try in $(seq 300); do grep -q "$1" $tmp/events && return; : >probe-$try; sleep 0.05; done; echo "no $1"; }
      look probe; head -c 4096 /dev/zero >new; look '"posix:/new"'; truncate -s 8192 new; look '"grown"'
      truncate -s 100 new; look '"shrunk"'; hold map /dev/shm/new >/dev/null; look '"held"'
      rm new; look '"removed"'; kill $holder; look '"let-go"'
      id=$(ipcmk -M 4096 | sed 's/.*: //'); look "sysv:$id"; ipcrm -m $id; look '"freed"'
      kill $watcher; wait $watcher; valid_as shmtop-events <$tmp/events | sed 's/^[0-9]*[0-9]/many/'
      python3 -c 'import json, sys
      print(sorted({json.loads(line)["event"] for line in open(sys.argv[1])}))' $tmp/events
      """)
    #expect(
      outcome.lines == [
        "many checked", "['created', 'freed', 'grown', 'held', 'let-go', 'removed', 'shrunk']",
      ], "\(outcome)")
  }

  @Test func `refuses a document with a wrong value, a missing key or an unknown one`() throws {
    let outcome = try run(
      """
      $0 list -J | sed 's/"schema":1/"schema":"1"/; s/"complete":[a-z]*,//; s/"limits":{/&"x":1,/' | valid
      """)
    #expect(outcome.lines.count == 4, "\(outcome)")
  }

  @Test func `a line is the segment of the document, after the schema and the time`() throws {
    let outcome = try run(
      """
      $0 list -J >$tmp/a; $0 list --json-lines >$tmp/b
      python3 -c 'import json, sys
      document = json.load(open(sys.argv[1]))["segments"]
      lines = [json.loads(line) for line in open(sys.argv[2])]
      for line in lines: assert list(line)[:2] == ["schema", "taken"] and line.pop("schema") == 1 and line.pop("taken")
      for a, b in zip(document, lines):
          # Ages go on between the two lists.
          a["reasons"] = b["reasons"] = None
          assert list(a) == list(b) and a == b, (a, b)
      print(len(document) == len(lines) > 7)' $tmp/a $tmp/b
      """)
    #expect(outcome.lines == ["True"], "\(outcome)")
  }
}
