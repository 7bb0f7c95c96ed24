extension KnownApplications {
  /// Middleware of robots, clusters and storage, tracing and clocks.
  static let middlewareRows: [Application] = [
    Application(
      "Fast DDS", name: "fastrtps_*", cleaner: "fastdds shm clean",
      source: "eProsima/Fast-DDS#2790"),
    Application(
      "Fast DDS", name: "fast_datasharing_*", cleaner: "fastdds shm clean",
      source: "eProsima/Fast-DDS#5308"),
    Application(
      "Fast DDS", name: "sem.fastrtps_*_mutex", cleaner: "fastdds shm clean",
      source: "eProsima/Fast-DDS#2790"),
    Application(
      "Zenoh", name: "<hex>.zenoh", source: "Zenoh commons/zenoh-shm: the checksum of an ID"),
    Application("iceoryx2", name: "iox2_*", source: "eclipse-iceoryx/iceoryx2#80"),
    Application("iceoryx", name: "iceoryx_mgmt", source: "eclipse-iceoryx/iceoryx#653"),
    Application("iceoryx", name: "iox1_<n>_i_*", source: "eclipse-iceoryx/iceoryx#2497"),
    // Segments of users; those of the middleware have an i.
    Application(
      "iceoryx", name: "iox1_<n>_u_*", source: "iceoryx ipc_interface_base.hpp: ResourceType"),
    Application(
      "FairMQ", name: "fmq_*", cleaner: "fairmq-shmmonitor -c", source: "AliceO2#3945"),
    Application("SPDK", name: "*_trace.pid<pid>", source: "spdk/spdk#302"),
    Application("SPDK", name: "spdk_*_conns.*", source: "spdk/spdk#2483"),
    Application("SPDK", name: "nvmf_trace.<n>", source: "spdk/spdk#2483"),
    // The directory has the PIDs of server and client, and goes with its last file.
    Application(
      "libqb", name: "qb-<pid>-<pid>-<n>-<an:6>/qb-*",
      source: "libqb ipc_setup.c: qb_ipcs_uc_recv_and_auth, mkdtemp; seen with 2.0.6"),
    Application(
      "libqb", name: "qb-*-<pid>-blackbox-*",
      source: "libqb log_blackbox.c: qb_log_blackbox_open, ringbuffer.c; seen with 2.0.6"),
    Application("libqb", name: "qb-*-request-<pid>-<pid>-<n>*", source: "libqb 0.17, ipc_shm.c"),
    Application("libqb", name: "qb-*-response-<pid>-<pid>-<n>*", source: "libqb 0.17, ipc_shm.c"),
    Application("libqb", name: "qb-*-event-<pid>-<pid>-<n>*", source: "libqb 0.17, ipc_shm.c"),
    Application("libqb", name: "qb-*-control-<pid>-<pid>-<n>*", source: "esos#72"),
    Application("libqb", name: "qb-corosync-<pid>-blackbox*", source: "corosync/corosync#31"),
    Application("Aeron", name: "aeron-*/*", source: "aeron-io/aeron#14"),
    Application(
      "LTTng", name: "lttng-ust-wait-*", keeps: true,
      source: "lttng-ust ABI header; seen with 2.13.9"),
    // These names are gone at once.
    Application(
      "LTTng", name: "shm-ust-consumer-<pid>",
      source: "LTTng-tools shm.c: shm_create_anonymous; seen with 2.13.9"),
    Application(
      "LTTng", name: "shm-event-notifier-error-accounting-<pid>",
      source: "LTTng-tools shm.c: shm_create_anonymous; seen with 2.13.9"),
    // Counters of the servers of a host.
    Application(
      "DAOS", keys: 0x1024_2048...0x1024_2057,
      source: "DAOS telemetry_common.h: D_TM_SHARED_MEMORY_KEY and the server's number"),
    Application("GPSD", keys: 0x4750_5344...0x4750_5344, keeps: true, source: "gpsd.h"),
    Application(
      "NTP", keys: 0x4e54_5030...0x4e54_503f, keeps: true, source: "vooon/ntpd_driver#5"),
  ]
}
