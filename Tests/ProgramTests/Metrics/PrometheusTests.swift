internal import TestSupport
internal import Testing

extension Trait where Self == ConditionTrait {
  /// Skips a test where Prometheus or what runs it is not installed.
  fileprivate static var needsPrometheus: Self {
    .enabled("needs prometheus, prometheus-node-exporter, python3 and iproute2") {
      ["prometheus", "promtool", "prometheus-node-exporter", "python3", "ip"]
        .allSatisfy(Command.exists)
    }
  }
}

/// The alert rules and the dashboard, on Debian's Prometheus.
@Suite("Prometheus", .waits) struct PrometheusTests {
  /// The folder of the checkout.
  private static let checkout =
    "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
  private static let rules = "\(checkout)/Sources/Prometheus/shmtop.rules.yml"

  /// Starts Prometheus and node_exporter in a network of their own, with a directory for text files.
  ///
  /// `metrics` replaces the text file, and `firing` says which alerts fire as soon as they are those of its
  /// arguments, or after a while. Alerts fire at once. The text file is scraped as OpenMetrics too.
  private static let start = """
    # Segments of other tests below it would be a fault.
    cd /; umount /dev/shm; umount --lazy /dev/shm
    mount -t tmpfs -o mode=1777 own /dev/shm; cd /dev/shm
    ip link set lo up; mount -t tmpfs -o mode=755 work /mnt; mkdir -m 755 /mnt/textfiles /mnt/data
    metrics() { "$@" "$program" metrics --assume-clear outside -O /mnt/textfiles/shmtop.prom; }
    program=$0; url=http://127.0.0.1:9090; metrics env
    setpriv --reuid 65534 --regid 65534 --clear-groups prometheus-node-exporter \\
      --web.listen-address=127.0.0.1:9100 --collector.disable-defaults --collector.textfile \\
      --collector.textfile.directory=/mnt/textfiles >/mnt/exporter.log 2>&1 &
    (cd /mnt/textfiles && exec python3 -c 'import http.server as http
    types = http.SimpleHTTPRequestHandler.extensions_map
    types[".prom"] = "application/openmetrics-text; version=1.0.0; charset=utf-8"
    http.HTTPServer(("127.0.0.1", 9200), http.SimpleHTTPRequestHandler).serve_forever()') 2>/dev/null &
    sed 's/for: .*/for: 0s/' \(rules) >/mnt/rules.yml
    cat >/mnt/prometheus.yml <<END
    global: {scrape_interval: 250ms, scrape_timeout: 250ms, evaluation_interval: 250ms}
    rule_files: [/mnt/rules.yml]
    scrape_configs:
      - {job_name: node, static_configs: [{targets: ["127.0.0.1:9100"]}]}
      - {job_name: openmetrics, metrics_path: /shmtop.prom, static_configs: [{targets: ["127.0.0.1:9200"]}]}
    END
    prometheus --config.file=/mnt/prometheus.yml --storage.tsdb.path=/mnt/data \\
      --web.listen-address=127.0.0.1:9090 >/mnt/prometheus.log 2>&1 &
    ask() { promtool query instant $url "$1"; }
    firing() {
      for try in $(seq 60); do
        found=$(ask 'group by (alertname) (ALERTS{alertstate="firing"})' 2>/dev/null |
          sed 's/.*="\\(.*\\)".*/\\1/' | sort | xargs)
        [ "$found" = "$*" ] && break; sleep 0.1
      done; echo "firing: $found"
    }
    scraped() {
      for try in $(seq 60); do
        [ "$(ask 'sum(up)' 2>/dev/null | cut -c 1-7)" = "{} => 2" ] && return; sleep 0.1
      done; echo "not scraped"; ask up; cat /mnt/*.log
    }
    scraped

    """

  private func run(_ script: String) throws -> Command.Outcome {
    // Prometheus starts slowly on a busy machine.
    try Command.run(
      ["unshare", "--net"] + TestNamespace.command(Self.start + script), within: .seconds(60))
  }

  @Test(.enabled(if: Command.exists("promtool"), "needs promtool, of prometheus"))
  func `promtool accepts the rules, and each fires as its tests say`() throws {
    for arguments in [["check", "rules", Self.rules], ["test", "rules", "\(Self.tests)"]] {
      let outcome = try Command.run(
        ["promtool"] + arguments.map { Argument(Array($0.utf8)) })
      #expect(outcome.status == .exited(0), "\(outcome)")
    }
  }

  private static let tests = "\(checkout)/Tests/ProgramTests/Metrics/shmtop.rules.test.yml"

  @Test(.needs(.sysAdmin), .needsPrometheus)
  func `each alert fires when it should, and none on a quiet host`() throws {
    let outcome = try run(
      """
      firing
      mount -o remount,size=1m /dev/shm; chmod 755 /dev/shm
      head -c 300k /dev/zero >/dev/shm/held; hold map /dev/shm/held >/dev/null; rm /dev/shm/held
      head -c 700k /dev/zero >/dev/shm/left
      metrics env FAULT_LATER=100000 LD_PRELOAD=$fault
      firing ShmtopFilesystemFault ShmtopLimitNearlyReached ShmtopOldOrphan ShmtopOrphansCostMuch \\
        ShmtopRemovedButHeld
      kill $holder; rm /dev/shm/*; chmod 1777 /dev/shm
      metrics setpriv --bounding-set=-all --inh-caps=-all env FAULT_LATER=-7200 LD_PRELOAD=$fault
      firing ShmtopIncomplete ShmtopStale
      metrics env; firing
      sed -n 's/.*- alert: //p' \(Self.rules) | sort | xargs
      """)
    let lines = outcome.lines
    try #require(lines.count == 5, "\(outcome)")
    #expect(lines[0] == "firing: ", "\(outcome)")
    #expect(
      lines[1] == """
        firing: ShmtopFilesystemFault ShmtopLimitNearlyReached ShmtopOldOrphan ShmtopOrphansCostMuch \
        ShmtopRemovedButHeld
        """, "\(outcome)")
    #expect(lines[2] == "firing: ShmtopIncomplete ShmtopStale", "\(outcome)")
    #expect(lines[3] == "firing: ", "\(outcome)")
    // Each rule of the file was among them.
    let fired = lines[1...2].flatMap { $0.split(separator: " ").dropFirst() }
    #expect(fired.sorted() == lines[4].split(separator: " "))
  }

  @Test(.needs(.sysAdmin), .needsPrometheus)
  func `each query of the dashboard has data`() throws {
    let file = try Command.run(["cat", "\(Self.checkout)/Sources/Grafana/shmtop.json"])
    let dashboard = try JSONValue(document: file.output)
    let panels = try #require(dashboard["panels"]?.elements)
    let queries = panels.flatMap { $0["targets"]?.elements ?? [] }.compactMap { target -> String? in
      if case .string(let query) = target["expr"] { query } else { nil }
    }
    #expect(queries.count > panels.count)
    let asked = queries.map { $0.replacing("$instance", with: ".*") }.joined(separator: "\n")
    let outcome = try run(
      """
      head -c 4k /dev/zero >/dev/shm/held; hold map /dev/shm/held >/dev/null; rm /dev/shm/held
      head -c 4k /dev/zero >/dev/shm/psm_left; metrics later
      for try in $(seq 60); do [ -n "$(ask shmtop_oldest_orphan_age_seconds)" ] && break; sleep 0.1; done
      while read -r query; do
        answer=$(ask "$query") || echo "wrong: $query"
        [ -n "$answer" ] || echo "no data: $query"
      done <<'END'
      \(asked)
      END
      """)
    #expect(outcome.status == .exited(0), "\(outcome)")
    // All of it is known only because --assume-clear vouches for processes beyond these namespaces.
    #expect(outcome.lines == [], "\(outcome)")
  }
}
