extension KnownApplications {
  /// Libraries of parallel programs.
  static let mpiRows: [Application] = [
    Application("Open MPI", name: "vader_segment.*.<n>", source: "Open MPI btl_vader_component.c"),
    Application(
      "Open MPI", name: "sm_segment.*.<n>.<hex>.<n>", source: "Open MPI btl_sm_component.c"),
    Application("Open MPI", name: "open_mpi.<n>", source: "open-mpi/ompi#7394"),
    // HOST.JOB.RANK.COMMUNICATOR
    Application(
      "Open MPI", name: "osc_sm.*.<hex>.<n>.*", source: "Open MPI osc_sm_component.c"),
    Application(
      "Open MPI", name: "osc_rdma.*.<hex>.<n>.*", source: "Open MPI osc_rdma_component.c"),
    Application(
      "MPICH", name: "mpich_shar_tmp<an:6>",
      source: "MPICH mpl_shm_mmap.c: mkstemp; seen with 4.0.2"),
    Application("Intel MPI", name: "Intel_MPI_<an:6>", source: "traces of users"),
    Application("MVAPICH2", name: "ib_shmem-*-<n>.tmp", source: "MVAPICH2 ch3_smp_progress.c"),
    Application("MVAPICH2", name: "ib_pool-*-<n>.tmp", source: "MVAPICH2 ch3_smp_progress.c"),
    Application("PSM2", name: "psm2_shm.*", source: "opa-psm2#48"),
    Application("PSM3", name: "psm3_shm.*", source: "ofiwg/libfabric#7800"),
    Application("UCX", name: "ucx_shm_posix_<hex>", source: "UCX mm_posix.c; seen with 1.13.1"),
    Application("Global Arrays", name: "cmx<n>*", source: "nwchemgit/nwchem#1164"),
    Application("Global Arrays", name: "sem.cmx*", source: "nwchemgit/nwchem#1164"),
  ]
}
