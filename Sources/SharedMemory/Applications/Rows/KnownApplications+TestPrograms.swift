extension KnownApplications {
  /// Test programs of kernels.
  static let testRows: [Application] = [
    Application("LTP", name: "ltp_*_<pid>", source: "Linux Test Project tst_test.c: setup_ipc"),
    Application(
      "stress-ng", name: "stress-ng-<pid>-<hex>-<hex>",
      source: "stress-ng stress-shm.c; seen with 0.15.06"),
    Application(
      "stress-ng", label: "memfd-<pid>-<n>", source: "stress-ng stress-memfd.c; seen with 0.15.06"),
  ]
}
