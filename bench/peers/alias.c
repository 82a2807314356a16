// An alias sampler in C, on one core: how fast can the counts be drawn, if nothing but speed matters?
//
// usage: alias METHOD LABELS EXPECTED PIXELS CHANNELS PHOTONS SEED
//   LABELS    raw bytes, [pixels]; EXPECTED raw float64, [colours, CHANNELS], rows sum to 1
//   METHOD    plain   u < p ? slot : alias, by doubles
//             select  the same without a branch, by thresholds of 32 bits; CHANNELS a power of two
//             pair    the same, two photons from each word of 64 bits; thresholds of 32 - log2(CHANNELS) bits
//
// COUNT is the type of a count, uint16_t unless given (PHOTONS may then not exceed 65535).
//
// Sources: Walker 1977, doi:10.1145/355744.355749 (alias method); Vose 1991, doi:10.1109/32.92917 (its tables);
// Blackman and Vigna 2021, doi:10.1145/3460772 (xoshiro256++).
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifndef COUNT
#define COUNT uint16_t
#endif

// Counts drawn before they are thrown away, as a slab of ganx.
#define SLAB_BYTES (8u << 20)

static uint64_t state[4];

static inline uint64_t rotate(uint64_t x, int bits) { return (x << bits) | (x >> (64 - bits)); }

static inline uint64_t next(uint64_t s[4]) {
  uint64_t result = rotate(s[0] + s[3], 23) + s[0], t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate(s[3], 45);
  return result;
}

static void seed_with(uint64_t seed) {
  for (int i = 0; i < 4; i++) {
    // splitmix64
    uint64_t z = (seed += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    state[i] = z ^ (z >> 31);
  }
}

// Share of a slot that is its own, and whose the rest is.
typedef struct {
  double own;
  uint32_t alias;
} Plain;
// The same in 8 bytes: threshold, and slot and alias of 16 bits each.
typedef struct {
  uint32_t threshold;
  uint16_t slot, alias;
} Packed;

static void build(Plain *table, const double *p, uint32_t n) {
  double *scaled = malloc(n * sizeof *scaled);
  uint32_t *small = malloc(n * sizeof *small), *large = malloc(n * sizeof *large), s = 0, l = 0;
  for (uint32_t i = 0; i < n; i++) {
    scaled[i] = p[i] * n;
    if (scaled[i] < 1) small[s++] = i;
    else large[l++] = i;
  }
  while (s > 0 && l > 0) {
    uint32_t a = small[--s], b = large[--l];
    table[a] = (Plain){scaled[a], b};
    scaled[b] -= 1 - scaled[a];
    if (scaled[b] < 1) small[s++] = b;
    else large[l++] = b;
  }
  while (l > 0) l--, table[large[l]] = (Plain){1, large[l]};
  while (s > 0) s--, table[small[s]] = (Plain){1, small[s]};
  free(scaled), free(small), free(large);
}

static void draw_plain(COUNT *counts, const Plain *table, uint32_t n, uint32_t photons) {
  for (uint32_t d = 0; d < photons; d++) {
    uint64_t word = next(state);
    uint32_t slot = (uint32_t)(((word >> 32) * n) >> 32);
    double u = (uint32_t)word * 0x1p-32;
    counts[u < table[slot].own ? slot : table[slot].alias]++;
  }
}

static void draw_select(COUNT *counts, const Packed *table, uint32_t bits, uint32_t photons) {
  uint64_t s[4];
  memcpy(s, state, sizeof s);
  for (uint32_t d = 0; d < photons; d++) {
    uint64_t word = next(s);
    Packed entry = table[word >> (64 - bits)];
    // All ones where the slot's own share is hit.
    uint32_t own = -(uint32_t)((uint32_t)word < entry.threshold);
    counts[(entry.slot & own) | (entry.alias & ~own)]++;
  }
  memcpy(state, s, sizeof s);
}

static inline uint32_t pick(const Packed *table, uint32_t bits, uint32_t half) {
  Packed entry = table[half >> (32 - bits)];
  uint32_t own = -(uint32_t)((half << bits) < entry.threshold);
  return (entry.slot & own) | (entry.alias & ~own);
}

static void draw_pairs(COUNT *counts, const Packed *table, uint32_t bits, uint32_t photons) {
  uint64_t s[4];
  memcpy(s, state, sizeof s);
  for (uint32_t d = 0; d + 1 < photons; d += 2) {
    uint64_t word = next(s);
    counts[pick(table, bits, word >> 32)]++;
    counts[pick(table, bits, word)]++;
  }
  if (photons & 1) counts[pick(table, bits, next(s) >> 32)]++;
  memcpy(state, s, sizeof s);
}

static void *load(const char *path, size_t *bytes) {
  FILE *file = fopen(path, "rb");
  if (!file) perror(path), exit(2);
  fseek(file, 0, SEEK_END);
  *bytes = ftell(file);
  rewind(file);
  void *data = malloc(*bytes);
  if (fread(data, 1, *bytes, file) != *bytes) exit(2);
  fclose(file);
  return data;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

int main(int argc, char **argv) {
  if (argc != 8) return fprintf(stderr, "usage: alias METHOD LABELS EXPECTED PIXELS CHANNELS PHOTONS SEED\n"), 2;
  int plain = strcmp(argv[1], "plain") == 0, pairs = strcmp(argv[1], "pair") == 0;
  size_t bytes, pixels = atol(argv[4]);
  uint32_t channels = atol(argv[5]), photons = atol(argv[6]), bits = 31 - __builtin_clz(channels);
  uint8_t *labels = load(argv[2], &bytes);
  double *expected = load(argv[3], &bytes);
  uint32_t colors = bytes / (8 * channels);
  if (!plain && channels != 1u << bits) return fprintf(stderr, "channels: expected a power of two\n"), 2;
  if (sizeof(COUNT) == 2 && photons > 65535) return fprintf(stderr, "too many photons for 16 bits\n"), 2;
  seed_with(atol(argv[7]));
  double seconds = -now();
  Plain *tables = malloc((size_t)colors * channels * sizeof *tables);
  Packed *packed = malloc((size_t)colors * channels * sizeof *packed);
  for (uint32_t k = 0; k < colors; k++) build(tables + k * channels, expected + k * channels, channels);
  for (uint32_t i = 0; i < colors * channels; i++) {
    double t = tables[i].own * 0x1p32;
    packed[i] = (Packed){t >= 0xffffffff ? 0xffffffff : (uint32_t)t, i % channels, tables[i].alias};
    if (tables[i].own >= 1) packed[i].alias = packed[i].slot;
  }
  size_t slab = SLAB_BYTES / (channels * sizeof(COUNT));
  COUNT *counts = malloc(slab * channels * sizeof(COUNT));
  for (size_t first = 0; first < pixels; first += slab) {
    size_t n = pixels - first < slab ? pixels - first : slab;
    memset(counts, 0, n * channels * sizeof(COUNT));
    for (size_t i = 0; i < n; i++) {
      size_t k = labels[first + i];
      if (plain) draw_plain(counts + i * channels, tables + k * channels, channels, photons);
      else if (pairs) draw_pairs(counts + i * channels, packed + k * channels, bits, photons);
      else draw_select(counts + i * channels, packed + k * channels, bits, photons);
    }
    seconds += now();
    for (size_t i = 0; i < n; i++) {
      uint64_t sum = 0;
      for (uint32_t c = 0; c < channels; c++) sum += counts[i * channels + c];
      if (sum != photons) return fprintf(stderr, "a pixel has %lu photons\n", (unsigned long)sum), 1;
    }
    seconds -= now();
  }
  seconds += now();
  printf("{\"seconds\": %.9f}\n", seconds);
  return 0;
}
