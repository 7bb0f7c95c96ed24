extension KnownApplications {
  /// Servers and services.
  static let serviceRows: [Application] = [
    // Apache httpd and Subversion; the numbers are hashes of a path.
    Application("Apache APR", name: "ShM.<hex>H<hex>", source: "APR shmem/unix/shm.c"),
    Application(
      "PHP", name: "ZendAccelerator.<pid>",
      source: "PHP ext/opcache/shared_alloc_posix.c; seen with 8.2.36"),
    Application("PHP", label: "opcache_lock", source: "PHP ext/opcache/zend_shared_alloc.c"),
    // The heartbeat of a worker, always empty; its name is gone at once.
    Application(
      "Gunicorn", name: "wgunicorn-<py:8>",
      source: "Gunicorn workertmp.py: mkstemp; seen with 27.0.1"),
    Application(
      "HAProxy", name: "haproxy_startup_logs_<pid>", source: "HAProxy 2.7, errors.c: startup_logs"),
    Application("Squid", name: "squid-*.shm", source: "Squid ipc/mem/Segment.cc: GenerateName"),
    Application(
      "Apptainer", name: "sharens_instance_<pid>", source: "Apptainer actions.go: shareNSLaunch"),
    // Without memfd_create; its name is gone at once.
    Application("Ceph", name: "ceph-journald-<an:6>", source: "Ceph Journald.cc: open_mem_file"),
    Application(
      "uStreamer", name: "kvmd::ustreamer::*",
      source: "uStreamer memsink.c: us_memsink_init; the sinks that PiKVM's kvmd names"),
    Application("Envoy", name: "envoy_shared_memory_<n>", source: "envoyproxy/envoy#2106"),
    Application(
      "Podman", name: "libpod_lock", keeps: true, cleaner: "podman system renumber",
      source: "podman#9164"),
    Application(
      "Podman", name: "libpod_rootless_lock_<n>", keeps: true, cleaner: "podman system renumber",
      source: "podman#16119"),
    Application(
      "sysrepo", name: "sr_*", keeps: true, warning: "sysrepo stops working without it",
      source: "sysrepo/sysrepo#1904"),
    Application(
      "sysrepo", name: "srsub_*", keeps: true, warning: "sysrepo stops working without it",
      source: "sysrepo/sysrepo#2598"),
    Application(
      "ZoneMinder", keys: 0x7a6d_0000...0x7a6d_ffff, source: "ZoneMinder ZM_SHM_KEY and monitor ID"),
    Application("ZoneMinder", name: "zm.mmap.<n>", source: "ZoneMinder/zoneminder#669"),
    Application("Pi-hole", name: "FTL-*", source: "FTL#894"),
    Application(
      "OpenLiteSpeed", name: "ols/*", keeps: true, source: "openlitespeed#116"),
    Application("bwa", name: "bwactl", keeps: true, cleaner: "bwa shm -d", source: "bwa, bwashm.c"),
    Application(
      "bwa", name: "bwaidx-*", keeps: true, cleaner: "bwa shm -d", source: "bwa, bwashm.c"),
  ]
}
