// What every generated kernel is put together from; gpu_source.py writes `main`.
//
// A thread draws a block of 8x2 pixels of an NV12 (or NV12A) canvas, kept in one
// r32uint texture, four samples a texel.  y0, y1 are pixels 0-3 and 4-7 of the upper
// row, y2, y3 those of the lower one; c0, c1 are (Cb, Cr, Cb, Cr) of two 2x2 squares
// each; a0..a3 is alpha like y, e0, e1 is alpha like c.  Black and neutral are taken
// off, so that premultiplied values simply add.

struct Block {
    y0: vec4f, y1: vec4f, y2: vec4f, y3: vec4f,
    c0: vec4f, c1: vec4f,
    a0: vec4f, a1: vec4f, a2: vec4f, a3: vec4f,
    e0: vec4f, e1: vec4f,
}

struct Item {
    inverse: vec4f,           // canvas pixels to texture coordinates, 2x2 by rows
    origin: vec4f,            // what is added to that: u, v, 0, 0
    luma_bounds: vec4f,       // where the outermost samples lie: left, top, right, bottom
    chroma_bounds: vec4f,
    bands: array<vec4f, 4>,   // nx, ny, low, high: see placement.py
    place: vec4i,             // x, y of the canvas, first row of chroma, first row of alpha
    look: vec4f,              // opacity, and for the general kernel: blend mode, has alpha
    kind: vec4u,              // for the general kernel: is sampled, filter kinds
    filters: array<vec4f, 16>,
}

struct Job {
    first: u32,               // where its tiles begin in `tiles`
    count: u32,
    chroma_row: i32,          // of the canvas
    alpha_row: i32,
    items: array<Item, 4>,
}

@group(0) @binding(0) var canvas: texture_storage_2d<r32uint, read_write>;
@group(0) @binding(1) var<storage, read> tiles: array<u32>;
@group(0) @binding(2) var<uniform> job: Job;
@group(1) @binding(0) var linear: sampler;

// ------------------------------------------------------------------ the canvas

fn four_at(x: i32, y: i32) -> vec4f {
    return unpack4x8unorm(textureLoad(canvas, vec2i(x, y)).x);
}

fn put(x: i32, y: i32, value: vec4f) {
    textureStore(canvas, vec2i(x, y), vec4u(pack4x8unorm(value), 0u, 0u, 0u));
}

fn black(alpha: f32) -> Block {
    let z = vec4f(0.0); let a = vec4f(alpha);
    return Block(z, z, z, z, z, z, a, a, a, a, a, a);
}

fn load(at: vec2i) -> Block {
    let x = at.x >> 2;
    let row = job.chroma_row + (at.y >> 1);
    var d = black(1.0);
    d.y0 = four_at(x, at.y) - LUMA;
    d.y1 = four_at(x + 1, at.y) - LUMA;
    d.y2 = four_at(x, at.y + 1) - LUMA;
    d.y3 = four_at(x + 1, at.y + 1) - LUMA;
    d.c0 = four_at(x, row) - CHROMA;
    d.c1 = four_at(x + 1, row) - CHROMA;
    return d;
}

fn load_alpha(at: vec2i) -> Block {
    let x = at.x >> 2;
    let row = job.alpha_row + at.y;
    var d = load(at);
    d.a0 = four_at(x, row);
    d.a1 = four_at(x + 1, row);
    d.a2 = four_at(x, row + 1);
    d.a3 = four_at(x + 1, row + 1);
    return d;
}

fn store(at: vec2i, d: Block) {
    let x = at.x >> 2;
    let row = job.chroma_row + (at.y >> 1);
    put(x, at.y, d.y0 + LUMA);
    put(x + 1, at.y, d.y1 + LUMA);
    put(x, at.y + 1, d.y2 + LUMA);
    put(x + 1, at.y + 1, d.y3 + LUMA);
    put(x, row, d.c0 + CHROMA);
    put(x + 1, row, d.c1 + CHROMA);
}

fn store_alpha(at: vec2i, d: Block) {
    let x = at.x >> 2;
    let row = job.alpha_row + at.y;
    store(at, d);
    put(x, row, d.a0);
    put(x + 1, row, d.a1);
    put(x, row + 1, d.a2);
    put(x + 1, row + 1, d.a3);
}

// ------------------------------------------------------------------ taking a layer in

fn mean(a: vec4f, b: vec4f) -> vec4f {
    return ((a.xz + a.yw + b.xz + b.yw) * 0.25).xxyy;
}

// One to one from a sheet: luma rows, chroma rows, alpha rows, four samples a texel.
fn fetch(sheet: texture_2d<f32>, i: u32, at: vec2i) -> Block {
    let place = job.items[i].place;
    let p = vec2i((at.x - place.x) >> 2, at.y - place.y);
    let row = place.z + (p.y >> 1);
    var s = black(1.0);
    s.y0 = textureLoad(sheet, p, 0) - LUMA;
    s.y1 = textureLoad(sheet, p + vec2i(1, 0), 0) - LUMA;
    s.y2 = textureLoad(sheet, p + vec2i(0, 1), 0) - LUMA;
    s.y3 = textureLoad(sheet, p + vec2i(1, 1), 0) - LUMA;
    s.c0 = textureLoad(sheet, vec2i(p.x, row), 0) - CHROMA;
    s.c1 = textureLoad(sheet, vec2i(p.x + 1, row), 0) - CHROMA;
    return s;
}

fn fetch_alpha(sheet: texture_2d<f32>, i: u32, at: vec2i) -> Block {
    let place = job.items[i].place;
    let p = vec2i((at.x - place.x) >> 2, at.y - place.y + place.w);
    var s = fetch(sheet, i, at);
    s.a0 = textureLoad(sheet, p, 0);
    s.a1 = textureLoad(sheet, p + vec2i(1, 0), 0);
    s.a2 = textureLoad(sheet, p + vec2i(0, 1), 0);
    s.a3 = textureLoad(sheet, p + vec2i(1, 1), 0);
    s.e0 = mean(s.a0, s.a2);
    s.e1 = mean(s.a1, s.a3);
    return s;
}

struct Eight { low: vec4f, high: vec4f }

// Eight samples that begin in the middle of a texel.
fn straddle(sheet: texture_2d<f32>, x: i32, y: i32) -> Eight {
    let a = textureLoad(sheet, vec2i(x, y), 0);
    let b = textureLoad(sheet, vec2i(x + 1, y), 0);
    let c = textureLoad(sheet, vec2i(x + 2, y), 0);
    return Eight(vec4f(a.zw, b.xy), vec4f(b.zw, c.xy));
}

fn fetch_odd(sheet: texture_2d<f32>, i: u32, at: vec2i) -> Block {
    let place = job.items[i].place;
    let p = vec2i((at.x - place.x) >> 2, at.y - place.y);
    let upper = straddle(sheet, p.x, p.y);
    let lower = straddle(sheet, p.x, p.y + 1);
    let chroma = straddle(sheet, p.x, place.z + (p.y >> 1));
    var s = black(1.0);
    s.y0 = upper.low - LUMA;
    s.y1 = upper.high - LUMA;
    s.y2 = lower.low - LUMA;
    s.y3 = lower.high - LUMA;
    s.c0 = chroma.low - CHROMA;
    s.c1 = chroma.high - CHROMA;
    return s;
}

fn fetch_odd_alpha(sheet: texture_2d<f32>, i: u32, at: vec2i) -> Block {
    let place = job.items[i].place;
    let p = vec2i((at.x - place.x) >> 2, at.y - place.y + place.w);
    let upper = straddle(sheet, p.x, p.y);
    let lower = straddle(sheet, p.x, p.y + 1);
    var s = fetch_odd(sheet, i, at);
    s.a0 = upper.low;
    s.a1 = upper.high;
    s.a2 = lower.low;
    s.a3 = lower.high;
    s.e0 = mean(s.a0, s.a2);
    s.e1 = mean(s.a1, s.a3);
    return s;
}

// Scaled or turned: planes of their own, with a sampler.
fn tap(plane: texture_2d<f32>, p: vec2f, bounds: vec4f) -> vec4f {
    return textureSampleLevel(plane, linear, clamp(p, bounds.xy, bounds.zw), 0.0);
}

fn four(plane: texture_2d<f32>, p: vec2f, step: vec2f, bounds: vec4f) -> vec4f {
    return vec4f(
        tap(plane, p, bounds).x,
        tap(plane, p + step, bounds).x,
        tap(plane, p + step * 2.0, bounds).x,
        tap(plane, p + step * 3.0, bounds).x,
    );
}

fn two(plane: texture_2d<f32>, p: vec2f, step: vec2f, bounds: vec4f) -> vec4f {
    return vec4f(tap(plane, p, bounds).xy, tap(plane, p + step * 2.0, bounds).xy);
}

fn source_point(i: u32, x: f32, y: f32) -> vec2f {
    let m = job.items[i].inverse;
    return vec2f(m.x * x + m.y * y, m.z * x + m.w * y) + job.items[i].origin.xy;
}

fn sample(luma: texture_2d<f32>, chroma: texture_2d<f32>, i: u32, at: vec2i) -> Block {
    let step = job.items[i].inverse.xz;
    let down = job.items[i].inverse.yw;
    let b = job.items[i].luma_bounds;
    let cb = job.items[i].chroma_bounds;
    let p = source_point(i, f32(at.x) + 0.5, f32(at.y) + 0.5);
    let c = p + (step + down) * 0.5;
    var s = black(1.0);
    s.y0 = four(luma, p, step, b) - LUMA;
    s.y1 = four(luma, p + step * 4.0, step, b) - LUMA;
    s.y2 = four(luma, p + down, step, b) - LUMA;
    s.y3 = four(luma, p + down + step * 4.0, step, b) - LUMA;
    s.c0 = two(chroma, c, step, cb) - CHROMA;
    s.c1 = two(chroma, c + step * 4.0, step, cb) - CHROMA;
    return s;
}

fn sample_alpha(
    luma: texture_2d<f32>, chroma: texture_2d<f32>, alpha: texture_2d<f32>, i: u32, at: vec2i
) -> Block {
    let step = job.items[i].inverse.xz;
    let down = job.items[i].inverse.yw;
    let b = job.items[i].luma_bounds;
    let p = source_point(i, f32(at.x) + 0.5, f32(at.y) + 0.5);
    var s = sample(luma, chroma, i, at);
    s.a0 = four(alpha, p, step, b);
    s.a1 = four(alpha, p + step * 4.0, step, b);
    s.a2 = four(alpha, p + down, step, b);
    s.a3 = four(alpha, p + down + step * 4.0, step, b);
    s.e0 = mean(s.a0, s.a2);
    s.e1 = mean(s.a1, s.a3);
    return s;
}

// ------------------------------------------------------------------ filters

fn fade_by(s: ptr<function, Block>, k0: vec4f, k1: vec4f) {
    (*s).y0 *= k0; (*s).y2 *= k0; (*s).a0 *= k0; (*s).a2 *= k0;
    (*s).y1 *= k1; (*s).y3 *= k1; (*s).a1 *= k1; (*s).a3 *= k1;
    (*s).c0 *= k0; (*s).e0 *= k0;
    (*s).c1 *= k1; (*s).e1 *= k1;
}

fn fade(s: ptr<function, Block>, i: u32) {
    let opacity = vec4f(job.items[i].look.x);
    fade_by(s, opacity, opacity);
}

fn key_distance(c: vec4f, e: vec4f, color: vec4f) -> vec4f {
    let d = c / max(e, vec4f(0.001)) + CHROMA - color;
    return sqrt(d.xz * d.xz + d.yw * d.yw).xxyy;
}

// Chroma is scaled after alpha was taken: spill acts on the straight colour.
fn key(s: ptr<function, Block>, i: u32, slot: u32) {
    let color = job.items[i].filters[slot].xyxy;
    let reach = job.items[i].filters[slot + 1u];
    let d0 = key_distance((*s).c0, (*s).e0, color) - reach.x;
    let d1 = key_distance((*s).c1, (*s).e1, color) - reach.x;
    fade_by(s, saturate(d0 * reach.y), saturate(d1 * reach.y));
    (*s).c0 *= saturate(d0 * reach.z);
    (*s).c1 *= saturate(d1 * reach.z);
}

fn to_rgb(y: f32, c: vec2f) -> vec3f {
    return TO_RGB * vec3f(y, c);
}

fn corrected(y: f32, c: vec2f, a: f32, i: u32, slot: u32) -> vec3f {
    let straight = max(a, 1.0 / 255.0);
    let rgb = saturate(to_rgb(y / straight, c / straight));
    let bent = vec4f(pow(rgb, vec3f(job.items[i].filters[slot + 3u].x)), 1.0);
    let result = saturate(vec3f(
        dot(job.items[i].filters[slot], bent),
        dot(job.items[i].filters[slot + 1u], bent),
        dot(job.items[i].filters[slot + 2u], bent),
    ));
    return TO_YUV * result * a;
}

fn correct(s: ptr<function, Block>, i: u32, slot: u32) {
    let b = *s;
    let q = array<array<vec3f, 4>, 4>(
        corrected4(b.y0, b.c0, b.a0, i, slot), corrected4(b.y1, b.c1, b.a1, i, slot),
        corrected4(b.y2, b.c0, b.a2, i, slot), corrected4(b.y3, b.c1, b.a3, i, slot),
    );
    spread(s, q);
}

fn corrected4(y: vec4f, c: vec4f, a: vec4f, i: u32, slot: u32) -> array<vec3f, 4> {
    return array<vec3f, 4>(
        corrected(y.x, c.xy, a.x, i, slot), corrected(y.y, c.xy, a.y, i, slot),
        corrected(y.z, c.zw, a.z, i, slot), corrected(y.w, c.zw, a.w, i, slot),
    );
}

fn luma4(q: array<vec3f, 4>) -> vec4f {
    return vec4f(q[0].x, q[1].x, q[2].x, q[3].x);
}

fn chroma4(upper: array<vec3f, 4>, lower: array<vec3f, 4>) -> vec4f {
    return vec4f(
        (upper[0].yz + upper[1].yz + lower[0].yz + lower[1].yz) * 0.25,
        (upper[2].yz + upper[3].yz + lower[2].yz + lower[3].yz) * 0.25,
    );
}

// Sets a block's colours from YUV of each pixel; chroma is the mean of its square.
fn spread(s: ptr<function, Block>, q: array<array<vec3f, 4>, 4>) {
    (*s).y0 = luma4(q[0]); (*s).y1 = luma4(q[1]); (*s).y2 = luma4(q[2]); (*s).y3 = luma4(q[3]);
    (*s).c0 = chroma4(q[0], q[2]); (*s).c1 = chroma4(q[1], q[3]);
}

// ------------------------------------------------------------------ mixing with what lies below

fn over(d: ptr<function, Block>, s: Block) {
    let one = vec4f(1.0);
    (*d).y0 = s.y0 + (*d).y0 * (one - s.a0); (*d).a0 = s.a0 + (*d).a0 * (one - s.a0);
    (*d).y1 = s.y1 + (*d).y1 * (one - s.a1); (*d).a1 = s.a1 + (*d).a1 * (one - s.a1);
    (*d).y2 = s.y2 + (*d).y2 * (one - s.a2); (*d).a2 = s.a2 + (*d).a2 * (one - s.a2);
    (*d).y3 = s.y3 + (*d).y3 * (one - s.a3); (*d).a3 = s.a3 + (*d).a3 * (one - s.a3);
    (*d).c0 = s.c0 + (*d).c0 * (one - s.e0); (*d).c1 = s.c1 + (*d).c1 * (one - s.e1);
}

// Chroma edges may lie outside of RGB: what lies below is clipped, but put back where it shows.
fn blended(mode: u32, yd: f32, cd: vec2f, ys: f32, cs: vec2f, a: f32, opacity: f32) -> vec3f {
    let raw = to_rgb(yd, cd);
    let d = saturate(raw);
    let s = clamp(to_rgb(ys, cs), vec3f(0.0), vec3f(opacity));
    var r = d;
    switch mode {
        case 1u: { r = s + d; }
        case 2u: { r = d - s; }
        case 3u: { r = s + d * (vec3f(1.0) - s); }
        case 4u: { r = s * d + d * (1.0 - a); }
        case 5u: { r = max(s, d); }
        default: { r = select(d, min(s, d), a > 0.0); }
    }
    return TO_YUV * (saturate(r) + (raw - d) * (1.0 - a));
}

fn blended4(
    mode: u32, yd: vec4f, cd: vec4f, ys: vec4f, cs: vec4f, a: vec4f, opacity: f32
) -> array<vec3f, 4> {
    return array<vec3f, 4>(
        blended(mode, yd.x, cd.xy, ys.x, cs.xy, a.x, opacity),
        blended(mode, yd.y, cd.xy, ys.y, cs.xy, a.y, opacity),
        blended(mode, yd.z, cd.zw, ys.z, cs.zw, a.z, opacity),
        blended(mode, yd.w, cd.zw, ys.w, cs.zw, a.w, opacity),
    );
}

fn blend(d: ptr<function, Block>, s: Block, i: u32, mode: u32) {
    let b = *d;
    let opacity = job.items[i].look.x;
    let q = array<array<vec3f, 4>, 4>(
        blended4(mode, b.y0, b.c0, s.y0, s.c0, s.a0, opacity),
        blended4(mode, b.y1, b.c1, s.y1, s.c1, s.a1, opacity),
        blended4(mode, b.y2, b.c0, s.y2, s.c0, s.a2, opacity),
        blended4(mode, b.y3, b.c1, s.y3, s.c1, s.a3, opacity),
    );
    let one = vec4f(1.0);
    spread(d, q);
    (*d).a0 = s.a0 + b.a0 * (one - s.a0);
    (*d).a1 = s.a1 + b.a1 * (one - s.a1);
    (*d).a2 = s.a2 + b.a2 * (one - s.a2);
    (*d).a3 = s.a3 + b.a3 * (one - s.a3);
}

// ------------------------------------------------------------------ coverage of edges

fn covered(band: vec4f, x: vec4f, y: f32, size: f32) -> vec4f {
    let p = (band.x * x + band.y * y) / size;
    let middle = vec4f(0.5);
    let inside = saturate(p - band.z / size + middle) + saturate(band.w / size - p + middle);
    return max(inside - vec4f(1.0), vec4f(0.0));
}

fn cover(i: u32, bands: u32, x: vec4f, y: f32, size: f32) -> vec4f {
    var k = covered(job.items[i].bands[0], x, y, size) * covered(job.items[i].bands[1], x, y, size);
    if (bands > 2u) {
        k *= covered(job.items[i].bands[2], x, y, size) * covered(job.items[i].bands[3], x, y, size);
    }
    return k;
}

// Where a layer covers a pixel partly, the finished blend is mixed with what was there.
fn edge(d: ptr<function, Block>, below: Block, i: u32, bands: u32, at: vec2i) {
    let x = f32(at.x) + vec4f(0.5, 1.5, 2.5, 3.5);
    let y = f32(at.y) + 0.5;
    let k0 = cover(i, bands, x, y, 1.0);
    let k1 = cover(i, bands, x + 4.0, y, 1.0);
    let k2 = cover(i, bands, x, y + 1.0, 1.0);
    let k3 = cover(i, bands, x + 4.0, y + 1.0, 1.0);
    let kc = cover(i, bands, f32(at.x) + vec4f(1.0, 3.0, 5.0, 7.0), f32(at.y) + 1.0, 2.0);
    (*d).y0 = mix(below.y0, (*d).y0, k0); (*d).a0 = mix(below.a0, (*d).a0, k0);
    (*d).y1 = mix(below.y1, (*d).y1, k1); (*d).a1 = mix(below.a1, (*d).a1, k1);
    (*d).y2 = mix(below.y2, (*d).y2, k2); (*d).a2 = mix(below.a2, (*d).a2, k2);
    (*d).y3 = mix(below.y3, (*d).y3, k3); (*d).a3 = mix(below.a3, (*d).a3, k3);
    (*d).c0 = mix(below.c0, (*d).c0, kc.xxyy); (*d).c1 = mix(below.c1, (*d).c1, kc.zzww);
}
