extension KnownApplications {
  /// Python, machine learning and graphics processors.
  static let pythonRows: [Application] = [
    Application("Python", name: "psm_<hex>", source: "CPython shared_memory.py"),
    Application("Python", name: "sem.mp-*", source: "dask/distributed#995"),
    // The heap of multiprocessing; its name is gone at once.
    Application(
      "Python", name: "pym-<pid>-<py:8>",
      source: "CPython Lib/multiprocessing/heap.py: Arena; seen with 3.11"),
    Application("joblib", name: "sem.loky-<pid>-*", source: "vllm-project/vllm#51317"),
    Application("joblib", name: "loky-<pid>-*", source: "joblib/loky#42"),
    Application(
      "joblib", name: "joblib_memmapping_folder_<pid>_*/*", source: "joblib/joblib#1317"),
    Application("joblib", name: "joblib_memmaping_pool_<pid>_*/*", source: "joblib/joblib#198"),
    Application("PyTorch", name: "torch_<pid>_*", source: "pytorch/pytorch#973"),
    // RCCL, which is made from it, has the same names.
    Application("NCCL", name: "nccl-<an:6>", source: "NCCL shmutils.cc: mkstemp"),
    Application("NCCL", name: "nccl-shm-*", source: "NCCL 2.3, transport/shm.cc: nccl-shm-send-*"),
    Application("CUDA", name: "cuda.shm.<hex>.<hex>.<hex>", source: "clean-up scripts"),
    Application(
      "NVSHMEM", name: "nvshmem-shm-*", source: "NVSHMEM test runner: rm /dev/shm/nvshmem-shm*"),
    // Counters of the GPU; a process that ends in good order removes both.
    Application(
      "ROCm", name: "hsakmt_shared_mem",
      source: "ROCT-Thunk-Interface perfctr.c: init_shared_region"),
    Application(
      "ROCm", name: "sem.hsakmt_semaphore",
      source: "ROCT-Thunk-Interface perfctr.c: init_shared_region"),
    // A lock of each GPU, kept between runs.
    Application(
      "ROCm", name: "rocm_smi_card<n>", keeps: true, source: "LUMI documentation, PyTorch page"),
    Application("Ray", name: "plasma<an:6>", source: "Ray plasma/dlmalloc.cc: mkostemp"),
    Application(
      "OpenMP", name: "__KMP_REGISTERED_LIB_<pid>_<n>",
      source: "LLVM openmp kmp_runtime.cpp: __kmp_reg_status_name; seen with 14.0.6"),
    Application(
      "OpenMP", name: "__KMP_REGISTERED_LIB_<pid>",
      source: "LLVM openmp kmp_runtime.cpp, before 15"),
    Application("vLLM", name: "vllm_offload_*.mmap", source: "vllm-project/vllm#54002"),
    Application("SGLang", name: "sgl_shm_*_<pid>_*", source: "sgl-project/sglang#28089"),
    Application("SGLang", name: "multi_tokenizer_args_<pid>", source: "sgl-project/sglang#28089"),
    Application(
      "DeepSpeed", name: "deepspeed_allreduce_buffer_*", source: "sgl-project/sglang#38638"),
    Application(
      "Triton", name: "triton_python_backend_shm_region_*",
      source: "triton-inference-server/tensorrtllm_backend#562"),
  ]
}
