// The same counts by the C++ standard library: std::discrete_distribution over std::mt19937_64.
//
// usage: discrete LABELS EXPECTED PIXELS CHANNELS PHOTONS SEED   (files as for alias.c)
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <numeric>
#include <random>
#include <vector>

static std::vector<char> load(const char *path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) std::perror(path), std::exit(2);
  return {std::istreambuf_iterator<char>(file), {}};
}

int main(int argc, char **argv) {
  if (argc != 7) return std::fprintf(stderr, "usage: discrete LABELS EXPECTED PIXELS CHANNELS PHOTONS SEED\n"), 2;
  const auto labels = load(argv[1]), bytes = load(argv[2]);
  const size_t pixels = std::atol(argv[3]), channels = std::atol(argv[4]), photons = std::atol(argv[5]);
  const auto *expected = reinterpret_cast<const double *>(bytes.data());
  std::mt19937_64 engine(std::atol(argv[6]));
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::discrete_distribution<int>> distributions;
  for (size_t k = 0; k < bytes.size() / 8 / channels; k++) {
    distributions.emplace_back(expected + k * channels, expected + (k + 1) * channels);
  }
  std::vector<uint32_t> counts(channels);
  uint64_t drawn = 0;
  for (size_t i = 0; i < pixels; i++) {
    std::fill(counts.begin(), counts.end(), 0);
    auto &distribution = distributions[static_cast<uint8_t>(labels[i])];
    for (size_t d = 0; d < photons; d++) counts[distribution(engine)]++;
    drawn += std::accumulate(counts.begin(), counts.end(), uint64_t{0});
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  if (drawn != pixels * photons) return std::fprintf(stderr, "drew %lu photons\n", (unsigned long)drawn), 1;
  std::printf("{\"seconds\": %.9f}\n", seconds.count());
  return 0;
}
