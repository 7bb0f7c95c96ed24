extension KnownApplications {
  /// Desktops, games, languages and virtual machines.
  static let desktopRows: [Application] = [
    Application("JACK", name: "jack-shm-registry", source: "jackaudio/jack2#676"),
    Application("JACK", name: "jack_db-<n>/*", source: "jackaudio/jack2#537"),
    Application("JACK", name: "jack-<n>-<n>", source: "JACK shm.c: user and index"),
    // Futexes in files, and semaphores of the C library.
    Application("JACK", name: "jack_sem.*", source: "JACK JackLinuxFutex.cpp: BuildName"),
    Application("JACK", name: "sem.jack_sem.*", source: "JACK JackPosixSemaphore.cpp: BuildName"),
    Application("PulseAudio", name: "pulse-shm-<n>", source: "pulsecore/shm.c"),
    Application("Firefox", name: "org.mozilla.ipc.<pid>.<n>", source: "Mozilla shared_memory"),
    Application(
      "Firefox", name: "snap.*.org.mozilla.ipc.<pid>.<n>", source: "Mozilla shared_memory"),
    Application("Firefox", name: "wayland.mozilla.ipc.<n>", source: "Mozilla shared_memory"),
    Application(
      "Chromium", name: ".org.chromium.Chromium.<an:6>", source: "Chromium file_util_posix.cc"),
    Application("Chromium", name: "org.chromium.*", source: "SeleniumHQ/docker-selenium#2204"),
    Application("Chrome", name: ".com.google.Chrome.<an:6>", source: "Chromium file_util_posix.cc"),
    Application("Steam", name: "u<n>-Shm_<hex>", source: "ValveSoftware/steam-for-linux#9109"),
    Application(
      "Steam", name: "u<n>-ValveIPCSharedObj-Steam", source: "ValveSoftware/steam-for-linux#3378"),
    Application(
      "Wine", name: "wine-<hex>-fsync", source: "Open-Wine-Components/umu-launcher#489"),
    Application("Wine", name: "wine-<hex>-esync", source: "Wine esync.c: inode of the prefix"),
    Application("Steam", name: "ValveIPCSHM_<n>", source: "AppArmor profile of Steam"),
    Application(
      "SuperCollider", name: "SuperColliderServer_<n>",
      source: "SuperCollider server_shm.hpp: make_shmem_name, the port"),
    // PID and number are padded with spaces.
    Application(
      "GStreamer", name: "shmpipe.<pid>.*<n>", source: "GStreamer sys/shm/shmpipe.c: sp_open_shm"),
    Application(
      "GStreamer", name: "shmpipe. *<pid>.*<n>", source: "GStreamer sys/shm/shmpipe.c: sp_open_shm"),
    Application("i3", name: "i3-log-<pid>", source: "i3 src/log.c: open_logbuffer"),
    Application(
      "WebKit", name: "WK2SharedMemory.<n>",
      source: "WebKit SharedMemoryUnix.cpp: createSharedMemory"),
    Application("wlroots", name: "wlroots-<an:6>", source: "wlroots util/shm.c"),
    Application("X11", name: "shmfd-<an:6>", source: "libxshmfence xshmfence_alloc.c"),
    Application(
      "Qt", name: "qipc_sharedmemory_*<hex:40>", source: "Qt qtipccommon.cpp: key and SHA-1"),
    Application(
      "Qt", name: "sem.qipc_systemsem_*<hex:40>", source: "Qt qtipccommon.cpp: key and SHA-1"),
    Application(
      "Java", name: "java_heap.<pid>", source: "OpenJDK zPhysicalMemoryBacking_linux.cpp"),
    Application(
      ".NET", name: "corefx_map_<hex:32>",
      source: ".NET MemoryMappedFile.Unix.cs: CreateSharedBackingObject"),
    Application(
      "Looking Glass", name: "looking-glass", keeps: true,
      source: "LookingGlass#294; its documentation lets systemd-tmpfiles create the file at boot"),
    Application("QEMU", name: "qemu_back_mem.*", source: "zTrix/qemu-compose#26"),
    Application("Mono", name: "mono.<pid>", source: "dask/distributed#995"),
    Application(
      "morloc", name: "mlc-<hex>-<hex>-<hex>-<hex>", source: "morloc-project/morloc#95"),
    // The scripts of a running server read it.
    Application(
      "authentik", name: "authentik-mode", keeps: true, source: "authentik lifecycle/ak"),
    Application("MediaMTX", name: "mtxpicam*", source: "listings of users"),
    // sem_open makes a file of this name, links it to its own, and unlinks this one.
    Application(
      "glibc", .unlinkedName("sem.<an:6>"),
      source: "glibc sem_open.c: the name in mappings; seen with 2.36"),
    // Pictures that a program shares with its server (MIT-SHM).
    Application(
      "X11",
      .programs(
        [
          "Xorg", "X", "Xwayland", "Xvfb", "Xnest", "Xephyr", "Xvnc", "Xtigervnc", "Xtightvnc",
          "Xvnc4", "Xspice", "Xdummy", "xrdp-xorg", "nxagent", "x2goagent",
        ], isPrivate: true),
      source: "X.Org Xext/shm.c: IPC_PRIVATE segments of clients; seen with Xvfb 21.1.7"),
    Application(
      "X11", .sizeHeuristic(sizes: [196_608, 393_216, 524_288]), source: "TigerVNC/tigervnc#434"),
  ]
}
