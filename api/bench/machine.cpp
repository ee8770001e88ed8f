#include "api/bench/machine.h"

#include <fmt/format.h>
#include <sys/statfs.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <fstream>
#include <thread>

namespace katiwala::api::bench {
namespace {

struct FileSystemName {
  std::uint64_t magic;
  std::string_view name;
  bool disk;
};
// statfs(2)
constexpr FileSystemName kFileSystems[] = {{0xef53, "ext4", true},        {0x58465342, "xfs", true},      {0x9123683e, "btrfs", true},
                                           {0x2fc12fc1, "zfs", true},     {0x794c7630, "overlayfs", true}, {0x6969, "nfs", true},
                                           {0x01021994, "tmpfs", false},  {0x858458f6, "ramfs", false}};

/// What stands after "key" and ':' or white space, in a file of /proc.
std::string proc_value(const char* file, std::string_view key) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with(key)) continue;
    const auto at = line.find_first_not_of(" \t:", key.size());
    return at == std::string::npos ? std::string() : line.substr(at);
  }
  return {};
}

std::uint64_t proc_kib(const char* file, std::string_view key) {
  const std::string text = proc_value(file, key);
  std::uint64_t out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') break;
    out = out * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return out;
}

}  // namespace

Machine look_at_machine(const Path& folder) {
  Machine out;
  out.processor = proc_value("/proc/cpuinfo", "model name");
  if (out.processor.empty()) out.processor = "not told";
  out.cores = std::max(1U, std::thread::hardware_concurrency());
  out.memory_mib = proc_kib("/proc/meminfo", "MemTotal") / 1024;
  utsname system{};
  if (::uname(&system) == 0) out.system = fmt::format("{} {} {}", system.sysname, system.release, system.machine);
  struct statfs disk{};
  if (::statfs(folder.c_str(), &disk) == 0) {
    const auto magic = static_cast<std::uint64_t>(disk.f_type) & 0xffffffffU;
    out.file_system = fmt::format("{:#x}", magic);
    for (const FileSystemName& known : kFileSystems) {
      if (known.magic != magic) continue;
      out.file_system = known.name;
      out.disk = known.disk;
    }
  }
#ifdef __OPTIMIZE__
  out.build = std::string("optimised, ") + __VERSION__;
#else
  out.build = std::string("NOT optimised, ") + __VERSION__;
#endif
  return out;
}

std::string text_of(const Machine& m) {
  std::string out = fmt::format("{}, {} cores, {} MiB; {}; {}; {}", m.processor, m.cores, m.memory_mib, m.system, m.file_system, m.build);
  if (!m.disk) out += "\nThis is a memory file system: nothing on it is durable, and the rows that wait for the disk mean nothing.";
  return out;
}

transport::Json json_of(const Machine& m) {
  transport::Json out;
  out.set("processor", m.processor).set("cores", static_cast<std::int64_t>(m.cores)).set("memory_mib", static_cast<std::int64_t>(m.memory_mib));
  out.set("system", m.system).set("file_system", m.file_system).set("disk", m.disk).set("build", m.build);
  return out;
}

std::uint64_t resident_bytes() { return proc_kib("/proc/self/status", "VmRSS") * 1024; }
std::uint64_t peak_resident_bytes() { return proc_kib("/proc/self/status", "VmHWM") * 1024; }

}  // namespace katiwala::api::bench
