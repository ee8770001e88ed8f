# Everything the product links comes from Debian 12 packages (scripts/packages is the list).
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(LibXml2 REQUIRED)
find_package(fmt REQUIRED)
find_package(Poco 1.11 REQUIRED Foundation Net NetSSL Crypto)
find_package(PkgConfig REQUIRED)
pkg_check_modules(ROCKSDB REQUIRED IMPORTED_TARGET rocksdb)
add_library(RocksDB::rocksdb ALIAS PkgConfig::ROCKSDB)
pkg_check_modules(P11KIT REQUIRED IMPORTED_TARGET p11-kit-1)
add_library(P11Kit::p11-kit ALIAS PkgConfig::P11KIT)
# For printed reports: text set by pango, pages drawn by cairo, QR codes.
pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo cairo-pdf)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)

# Header-only packages without a CMake target of their own.
foreach(name date tomlplusplus CLI11)
  add_library(${name}_headers INTERFACE)
  add_library(${name}::headers ALIAS ${name}_headers)
endforeach()
