// The kernel that draws one layer of any kind over the canvas, until the kernel that
// was made for the tiles is compiled.  A thread draws 4x2 pixels, as two squares in a
// loop: software devices compile by the length of the source, and this one is waited for.

@group(1) @binding(1) var sheet: texture_2d<f32>;
@group(1) @binding(2) var luma: texture_2d<f32>;
@group(1) @binding(3) var chroma: texture_2d<f32>;
@group(1) @binding(4) var alpha: texture_2d<f32>;

// Two pixels of the upper row and two of the lower one, with the chroma that they share.
struct Square { y: vec4f, a: vec4f, c: vec2f, e: f32 }

fn pair(x: i32, y: i32) -> vec2f {
    let four = textureLoad(sheet, vec2i(x >> 2, y), 0);
    return select(four.xy, four.zw, (x & 2) != 0);
}

fn taken(at: vec2i, has_alpha: bool) -> Square {
    let place = job.items[0].place;
    let p = at - place.xy;
    var s = Square(vec4f(0.0), vec4f(1.0), vec2f(0.0), 1.0);
    s.y = vec4f(pair(p.x, p.y), pair(p.x, p.y + 1));
    s.c = pair(p.x, place.z + (p.y >> 1));
    if (has_alpha) {
        s.a = vec4f(pair(p.x, place.w + p.y), pair(p.x, place.w + p.y + 1));
    }
    return s;
}

fn sampled(at: vec2i, has_alpha: bool) -> Square {
    let m = job.items[0].inverse;
    let bounds = job.items[0].luma_bounds;
    let p = source_point(0u, f32(at.x) + 0.5, f32(at.y) + 0.5);
    var s = Square(vec4f(0.0), vec4f(1.0), vec2f(0.0), 1.0);
    for (var n = 0; n < 4; n++) {
        let q = p + m.xz * f32(n & 1) + m.yw * f32(n >> 1);
        let here = vec4<bool>(n == 0, n == 1, n == 2, n == 3);
        s.y = select(s.y, vec4f(tap(luma, q, bounds).x), here);
        if (has_alpha) { s.a = select(s.a, vec4f(tap(alpha, q, bounds).x), here); }
    }
    s.c = tap(chroma, p + (m.xz + m.yw) * 0.5, job.items[0].chroma_bounds).xy;
    return s;
}

fn keyed(s: Square, slot: u32) -> Square {
    let reach = job.items[0].filters[slot + 1u];
    let straight = s.c / max(s.e, 0.001) + CHROMA.xy;
    let d = distance(straight, job.items[0].filters[slot].xy) - reach.x;
    let k = saturate(d * reach.y);
    return Square(s.y * k, s.a * k, s.c * k * saturate(d * reach.z), s.e * k);
}

fn colored(s: Square, slot: u32) -> Square {
    var r = Square(s.y, s.a, vec2f(0.0), s.e);
    for (var n = 0; n < 4; n++) {
        let yuv = corrected(s.y[n], s.c, s.a[n], 0u, slot);
        r.y = select(r.y, yuv.xxxx, vec4<bool>(n == 0, n == 1, n == 2, n == 3));
        r.c += yuv.yz * 0.25;
    }
    return r;
}

fn mixed(d: Square, s: Square, mode: u32) -> Square {
    let a = s.a + d.a * (vec4f(1.0) - s.a);
    if (mode == 0u) {
        return Square(s.y + d.y * (vec4f(1.0) - s.a), a, s.c + d.c * (1.0 - s.e), 1.0);
    }
    var r = Square(d.y, a, vec2f(0.0), 1.0);
    for (var n = 0; n < 4; n++) {
        let yuv = blended(mode, d.y[n], d.c, s.y[n], s.c, s.a[n], job.items[0].look.x);
        r.y = select(r.y, yuv.xxxx, vec4<bool>(n == 0, n == 1, n == 2, n == 3));
        r.c += yuv.yz * 0.25;
    }
    return r;
}

fn drawn(d: Square, at: vec2i) -> Square {
    let kind = job.items[0].kind;
    let has_alpha = job.items[0].look.z > 0.0;
    var s: Square;
    if (kind.x != 0u) { s = sampled(at, has_alpha); } else { s = taken(at, has_alpha); }
    s.y -= LUMA;
    s.c -= CHROMA.xy;
    s.e = dot(s.a, vec4f(0.25));
    for (var f = 0u; f < MAX_FILTERS; f++) {
        let word = (kind.y >> (f * 2u)) & 3u;
        if (word == 1u) { s = keyed(s, f * SLOTS_PER_FILTER); }
        if (word == 2u) { s = colored(s, f * SLOTS_PER_FILTER); }
    }
    let opacity = job.items[0].look.x;
    s = Square(s.y * opacity, s.a * opacity, s.c * opacity, s.e * opacity);
    let r = mixed(d, s, u32(job.items[0].look.y));
    let x = f32(at.x) + vec4f(0.5, 1.5, 0.5, 1.5);
    let upper = cover(0u, 4u, x, f32(at.y) + 0.5, 1.0);
    let lower = cover(0u, 4u, x, f32(at.y) + 1.5, 1.0);
    let k = vec4f(upper.xy, lower.xy);
    let kc = cover(0u, 4u, vec4f(f32(at.x) + 1.0), f32(at.y) + 1.0, 2.0).x;
    return Square(mix(d.y, r.y, k), mix(d.a, r.a, k), mix(d.c, r.c, kc), 1.0);
}

@compute @workgroup_size(16, 4)
fn main(
    @builtin(workgroup_id) group: vec3u,
    @builtin(local_invocation_id) local: vec3u,
) {
    let index = group.y * ROW_OF_GROUPS + group.x;
    if (index >= job.count) { return; }
    let tile = tiles[job.first + index];
    let at = vec2i(
        i32((tile & 0xffffu) * TILE_WIDTH_PX + local.x * 4u),
        i32((tile >> 16u) * TILE_HEIGHT_PX + local.y * 2u),
    );
    let x = at.x >> 2;
    let chroma_row = job.chroma_row + (at.y >> 1);
    let alpha_row = job.alpha_row + at.y;
    var upper = four_at(x, at.y) - LUMA;
    var lower = four_at(x, at.y + 1) - LUMA;
    var c = four_at(x, chroma_row) - CHROMA;
    var upper_alpha = vec4f(1.0);
    var lower_alpha = vec4f(1.0);
    if (CANVAS_HAS_ALPHA) {
        upper_alpha = four_at(x, alpha_row);
        lower_alpha = four_at(x, alpha_row + 1);
    }
    for (var n = 0; n < 2; n++) {
        // The square that is drawn is always the first; swapped twice, all are in place again.
        let d = Square(vec4f(upper.xy, lower.xy), vec4f(upper_alpha.xy, lower_alpha.xy), c.xy, 1.0);
        let r = drawn(d, at + vec2i(n * 2, 0));
        upper = vec4f(upper.zw, r.y.xy);
        lower = vec4f(lower.zw, r.y.zw);
        upper_alpha = vec4f(upper_alpha.zw, r.a.xy);
        lower_alpha = vec4f(lower_alpha.zw, r.a.zw);
        c = vec4f(c.zw, r.c);
    }
    put(x, at.y, upper + LUMA);
    put(x, at.y + 1, lower + LUMA);
    put(x, chroma_row, c + CHROMA);
    if (CANVAS_HAS_ALPHA) {
        put(x, alpha_row, upper_alpha);
        put(x, alpha_row + 1, lower_alpha);
    }
}
