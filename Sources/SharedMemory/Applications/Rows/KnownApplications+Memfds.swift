extension KnownApplications {
  /// Applications by the labels of their memfds.
  static let memfdRows: [Application] = [
    Application("PipeWire", label: "pipewire-*", source: "pop-os/cosmic-comp#2073"),
    Application("Wayland", label: "wayland-cursor", source: "pop-os/cosmic-comp#2073"),
    Application("GTK", label: "gdk-wayland", source: "pop-os/cosmic-comp#2073"),
    Application("Smithay", label: "smithay-*", source: "pop-os/cosmic-comp#2073"),
    Application("Xwayland", label: "xwayland-shared", source: "pop-os/cosmic-comp#2073"),
    Application(
      "Firefox", label: "mozilla-ipc", source: "Mozilla ipc/glue/SharedMemoryPlatform_posix"),
    Application(
      "Chromium", label: "shared-memory-region",
      source: "Chromium platform_shared_memory_region_posix.cc"),
    Application(
      "Chromium", label: "mojo_channel_linux", source: "Chromium mojo/core/channel_linux.cc"),
    Application("PulseAudio", label: "pulseaudio", source: "PulseAudio pulsecore/shm.c"),
    // The heap of the collector ZGC.
    Application(
      "Java", label: "java_heap",
      source: "OpenJDK zPhysicalMemoryBacking_linux.cpp; seen with 17.0.15"),
    Application(
      "Java", label: "java_heap.hugetlb", source: "OpenJDK zPhysicalMemoryBacking_linux.cpp"),
    // Code that is mapped twice, to be written and to be run.
    Application(".NET", label: "doublemapper", source: ".NET minipal/Unix/doublemapping.cpp"),
    Application("QEMU", label: "memory-backend-memfd", source: "QEMU backends/hostmem-memfd.c"),
    Application("Cloud Hypervisor", label: "ch_ram", source: "Cloud Hypervisor memory_manager.rs"),
    Application("crosvm", label: "crosvm_guest", source: "maps of crosvm; ChromiumOS tools"),
    // Log entries that are too long for a message to the journal; they are in flight, or the journal's.
    Application("Ceph", label: "ceph-journald", source: "Ceph Journald.cc: open_mem_file"),
    Application("gVisor", label: "runsc-memory", source: "gVisor runsc/boot/loader.go"),
    Application("DPDK", label: "seg_<n>", source: "DPDK eal_memalloc.c: get_seg_memfd"),
    Application("DPDK", label: "seg_<n>-<n>", source: "DPDK eal_memalloc.c: get_seg_memfd"),
    Application("DPDK", label: "nohuge", source: "DPDK eal_memory.c: --no-huge"),
    // Memory that programs of Windows share without a file.
    Application("Wine", label: "wine-mapping", source: "Wine server/mapping.c: create_temp_file"),
    Application("Weston", label: "weston-shared", source: "Weston shared/os-compatibility.c"),
    Application("Mutter", label: "mutter-shared", source: "Mutter meta-anonymous-file.c"),
    Application(
      "KWin", label: "kwin-screencast-memfd", source: "KWin screencaststream.cpp"),
    Application("Qt", label: "wayland-shm", source: "Qt Wayland qwaylandshmbackingstore.cpp"),
    Application("GLFW", label: "glfw-shared", source: "GLFW wl_window.c: createAnonymousFile"),
    Application("foot", label: "foot-wayland-shm-buffer-pool", source: "foot shm.c"),
    Application("WebKit", label: "WebKitSharedMemory", source: "WebKit SharedMemoryUnix.cpp"),
    Application("X11", label: "xshmfence", source: "libxshmfence xshmfence_alloc.c"),
    // Memory of the driver; the X are letters of the label.
    Application("NVIDIA", label: "/.glXXXXXX", source: "lsof and maps of programs with OpenGL"),
    Application(
      "NVIDIA", label: "/.nvidia_drv.XXXXXX", source: "lsof and maps of programs with OpenGL"),
    // Container runtimes run a sealed copy of themselves (CVE-2019-5736).
    Application(
      "runc", label: "runc_cloned:*", holdsProgram: true,
      source: "runc libcontainer/dmz/cloned_binary_linux.go"),
    Application(
      "crun", label: "crun_cloned:*", holdsProgram: true, source: "crun libcrun/cloned_binary.c"),
    Application(
      "youki", label: "pentacle_sealed", holdsProgram: true, source: "pentacle src/lib.rs, in youki"
    ),
    Application(
      "LXC", label: "lxc-attach", holdsProgram: true, source: "LXC rexec.c, lxc_attach.c"),
    Application("LXC", label: "liblxc", holdsProgram: true, source: "LXC rexec.c: liblxc_rexec"),
    Application("libdecor", label: "libdecor*", source: "fltk/fltk#730"),
  ]
}
