extension KnownApplications {
  /// All rows; if several match a segment, the first counts.
  static let rows: [Application] = [
    // Python and machine learning
    Application("Python", name: "psm_<hex>", source: "CPython shared_memory.py"),
    Application("Python", name: "sem.mp-*", source: "dask/distributed#995"),
    Application("joblib", name: "sem.loky-<pid>-*", source: "vllm-project/vllm#51317"),
    Application("joblib", name: "loky-*", source: "joblib/loky#42"),
    Application(
      "joblib", name: "joblib_memmapping_folder_<pid>_*", source: "joblib/joblib#1317"),
    Application("joblib", name: "joblib_memmaping_pool_<pid>_*", source: "joblib/joblib#198"),
    Application("PyTorch", name: "torch_<pid>_*", source: "pytorch/pytorch#973"),
    Application("NCCL", name: "nccl-*", source: "nccl shmutils"),
    Application("CUDA", name: "cuda.shm.*", source: "clean-up scripts"),
    Application("vLLM", name: "vllm_offload_*.mmap", source: "vllm-project/vllm#54002"),
    Application("SGLang", name: "sgl_shm_*_<pid>_*", source: "sgl-project/sglang#28089"),
    Application("SGLang", name: "multi_tokenizer_args_<pid>", source: "sgl-project/sglang#28089"),
    Application(
      "DeepSpeed", name: "deepspeed_allreduce_buffer_*", source: "sgl-project/sglang#38638"),
    Application(
      "Triton", name: "triton_python_backend_shm_region_*",
      source: "triton-inference-server/tensorrtllm_backend#562"),

    // Databases
    Application(
      "PostgreSQL", name: "PostgreSQL.<n>",
      warning: "queries fail if a running server loses it; a starting server removes its own",
      source: "PostgreSQL dsm_impl.c"),
    Application(
      "PostgreSQL", keys: 0x0052_e2c1...0x0052_e2c1,
      warning: "it keeps a second server from damaging the same data; stop the old server instead",
      source: "ish#521"),
    Application(
      "Oracle", name: "ora_*_<n>_<n>", cleaner: "sysresv",
      warning: "removing the wrong one crashes another database; sysresv shows whose it is",
      source: "hhutzler.de"),

    // Middleware
    Application(
      "Fast DDS", name: "fastrtps_*", cleaner: "fastdds shm clean",
      source: "eProsima/Fast-DDS#2790"),
    Application(
      "Fast DDS", name: "fast_datasharing_*", cleaner: "fastdds shm clean",
      source: "eProsima/Fast-DDS#5308"),
    Application("iceoryx2", name: "iox2_*", source: "eclipse-iceoryx/iceoryx2#80"),
    Application("iceoryx", name: "iceoryx_mgmt", source: "eclipse-iceoryx/iceoryx#653"),
    Application("iceoryx", name: "iox1_<n>_i_*", source: "eclipse-iceoryx/iceoryx#2497"),
    Application(
      "FairMQ", name: "fmq_*", cleaner: "fairmq-shmmonitor -c", source: "AliceO2#3945"),
    Application("Open MPI", name: "vader_segment.*", source: "open-mpi/ompi#7220"),
    Application("Open MPI", name: "sm_segment.*", source: "open-mpi/ompi#10040"),
    Application("Open MPI", name: "open_mpi.<n>", source: "open-mpi/ompi#7394"),
    Application("PSM2", name: "psm2_shm.*", source: "opa-psm2#48"),
    Application("PSM3", name: "psm3_shm.*", source: "ofiwg/libfabric#7800"),
    Application("UCX", name: "ucx_shm_posix_<hex>", source: "ucx mm_posix.c"),
    Application("Global Arrays", name: "cmx<n>*", source: "nwchemgit/nwchem#1164"),
    Application("Global Arrays", name: "sem.cmx*", source: "nwchemgit/nwchem#1164"),
    Application("SPDK", name: "*_trace.pid<pid>", source: "spdk/spdk#302"),
    Application("SPDK", name: "spdk_*_conns.*", source: "spdk/spdk#2483"),
    Application("libqb", name: "qb-*-control-<pid>-*", source: "esos#72"),
    Application("libqb", name: "qb-corosync-*-blackbox*", source: "corosync/corosync#31"),
    Application("Aeron", name: "aeron-*/*", source: "aeron-io/aeron#14"),
    Application("LTTng", name: "lttng-ust-wait-*", keeps: true, source: "lttng-ust ABI header"),
    Application("GPSD", keys: 0x4750_5344...0x4750_5344, keeps: true, source: "gpsd.h"),
    Application(
      "NTP", keys: 0x4e54_5030...0x4e54_503f, keeps: true, source: "vooon/ntpd_driver#5"),

    // Services
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
    Application("ZoneMinder", name: "zm.mmap.<n>", source: "ZoneMinder/zoneminder#669"),
    Application("Pi-hole", name: "FTL-*", source: "FTL#894"),
    Application(
      "OpenLiteSpeed", name: "ols/*", keeps: true, source: "openlitespeed#116"),
    Application("bwa", name: "bwactl", keeps: true, cleaner: "bwa shm -d", source: "bwa, bwashm.c"),
    Application(
      "bwa", name: "bwaidx-*", keeps: true, cleaner: "bwa shm -d", source: "bwa, bwashm.c"),

    // Desktops and virtual machines
    Application("JACK", name: "jack-shm-registry", source: "jackaudio/jack2#676"),
    Application("JACK", name: "jack_db*", source: "jackaudio/jack2#537"),
    Application("PulseAudio", name: "pulse-shm-<n>", source: "pulsecore/shm.c"),
    Application("Firefox", name: "org.mozilla.ipc.<pid>.<n>", source: "Mozilla shared_memory"),
    Application(
      "Firefox", name: "snap.*.org.mozilla.ipc.<pid>.<n>", source: "Mozilla shared_memory"),
    Application("Firefox", name: "wayland.mozilla.ipc.<n>", source: "Mozilla shared_memory"),
    Application("Chromium", name: ".org.chromium.Chromium.*", source: "InstaPy#1841"),
    Application("Chromium", name: "org.chromium.*", source: "SeleniumHQ/docker-selenium#2204"),
    Application("Chrome", name: ".com.google.Chrome.*", source: "SeleniumHQ/docker-selenium#2204"),
    Application("Steam", name: "u<n>-Shm_<hex>", source: "ValveSoftware/steam-for-linux#9109"),
    Application(
      "Steam", name: "u<n>-ValveIPCSharedObj-Steam", source: "ValveSoftware/steam-for-linux#3378"),
    Application(
      "Wine", name: "wine-<hex>-fsync", source: "Open-Wine-Components/umu-launcher#489"),
    Application("Looking Glass", name: "looking-glass", source: "LookingGlass#294"),
    Application("QEMU", name: "qemu_back_mem.*", source: "zTrix/qemu-compose#26"),
    Application("Mono", name: "mono.<pid>", source: "dask/distributed#995"),
    Application("morloc", name: "mlc-*", source: "listings of users"),
    Application("authentik", name: "authentik*", source: "listings of users"),
    Application("MediaMTX", name: "mtxpicam*", source: "listings of users"),
    Application(
      "X11", .sizeHeuristic(sizes: [196_608, 393_216, 524_288]), source: "TigerVNC/tigervnc#434"),
    Application("PipeWire", label: "pipewire-*", source: "pop-os/cosmic-comp#2073"),
    Application("Wayland", label: "wayland-cursor", source: "pop-os/cosmic-comp#2073"),
    Application("GTK", label: "gdk-wayland", source: "pop-os/cosmic-comp#2073"),
    Application("Smithay", label: "smithay-*", source: "pop-os/cosmic-comp#2073"),
    Application("Xwayland", label: "xwayland-shared", source: "pop-os/cosmic-comp#2073"),
    Application("libdecor", label: "libdecor*", source: "fltk/fltk#730"),

    // Recognised by their bytes, whatever the name
    Application(
      "PostgreSQL",
      .contents(
        MagicBytes(
          position: .start, bytes: [0x0e, 0x75, 0x85, 0x28], process: 4, isPostgreSQL: true)),
      source: "PostgreSQL pg_shmem.h"),
    Application(
      "PulseAudio",
      .contents(
        MagicBytes(position: .beforeEnd(40), bytes: [0xfe, 0xca, 0xef, 0xbe], process: 4)),
      source: "pulsecore/shm.c"),
    Application(
      "an executable", .contents(MagicBytes(position: .start, bytes: Array("\u{7f}ELF".utf8))),
      isSuspicious: true, source: "davidgodwinpratt.com"),
  ]
}
