// The background filter for a whole picture: alpha from colours, and what is behind mixed in.
// All numbers are 0..255, as background_edge.py has them.
// A thread draws 4x2 pixels: two texels of luma, one of chroma.

struct Job {
    size: vec4f,    // width, height
    steps: vec4f,   // by how much the matte, the light and the plate are smaller
    has: vec4f,     // the old room is known, a light of its own falls on the edge
    color: vec4f,   // y, cb, cr; and where what is behind comes from: PLATE, PICTURE, COLOR
    rows: vec4i,    // the canvas's first row of chroma
    sizes: vec4i,   // samples of the matte and of the light
    plate: vec4i,   // samples of the plate
}

const PLATE = 0.0;
const PICTURE = 1.0;
const SURE = 4.0;

@group(0) @binding(0) var canvas: texture_storage_2d<r32uint, write>;
@group(0) @binding(1) var<uniform> job: Job;
@group(0) @binding(2) var luma: texture_2d<f32>;
@group(0) @binding(3) var chroma: texture_2d<f32>;
@group(0) @binding(4) var coefficients: texture_2d<f32>;  // of luma, cb, cr and 1
@group(0) @binding(5) var room: texture_2d<f32>;          // y, cb, cr; how much of people is theirs
@group(0) @binding(6) var light: texture_2d<f32>;
@group(0) @binding(7) var plate: texture_2d<f32>;
@group(0) @binding(8) var behind_luma: texture_2d<f32>;
@group(0) @binding(9) var behind_chroma: texture_2d<f32>;

// A small plane at a place of the picture, bilinear.
fn grown(small: texture_2d<f32>, size: vec2i, step: f32, p: vec2f) -> vec4f {
    let last = vec2f(size - 1);
    let t = clamp(p / step - 0.5, vec2f(0.0), last);
    let a = vec2i(floor(t));
    let b = min(a + 1, size - 1);
    let k = t - floor(t);
    let upper = mix(textureLoad(small, a, 0), textureLoad(small, vec2i(b.x, a.y), 0), k.x);
    let lower = mix(textureLoad(small, vec2i(a.x, b.y), 0), textureLoad(small, b, 0), k.x);
    return mix(upper, lower, k.y);
}

fn mixed(front: f32, behind: f32, alpha: f32, own: f32, old: f32, lit: f32) -> f32 {
    let a = alpha / 255.0;
    var kept = a * own / 255.0;
    var result = front * kept;
    if (job.has.x > 0.0) {
        let share = (1.0 - a) * min(SURE * a, 1.0) * own / 255.0;
        result = max(front * (kept + share) - old * share, 0.0);
    }
    if (job.has.y > 0.0) {
        result += lit * (a - kept);
        kept = a;
    }
    return min(result + behind * (1.0 - kept), 255.0);
}

fn behind_at(p: vec2f) -> vec3f {
    if (job.color.w == PLATE) { return grown(plate, job.plate.xy, job.steps.z, p).xyz; }
    return job.color.xyz;
}

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
    let at = vec2i(id.xy) * vec2i(4, 2);
    if (f32(at.x) >= job.size.x || f32(at.y) >= job.size.y) { return; }
    var y: array<vec4f, 2>;
    var c: vec4f;
    for (var pair = 0; pair < 2; pair++) {
        let square = at + vec2i(2 * pair, 0);
        let middle = vec2f(square) + 1.0;
        let uv = textureLoad(chroma, square / 2, 0).xy * 255.0;
        let k = grown(coefficients, job.sizes.xy, job.steps.x, middle);
        let hue = k.w + k.y * uv.x + k.z * uv.y;
        var sum = 0.0;
        for (var n = 0; n < 4; n++) {
            let q = square + vec2i(n & 1, n >> 1);
            let p = vec2f(q) + 0.5;
            let front = textureLoad(luma, q, 0).x * 255.0;
            let slope = grown(coefficients, job.sizes.xy, job.steps.x, p).x;
            let alpha = round(clamp(slope * front + hue, 0.0, 255.0));
            sum += alpha;
            let old = grown(room, job.sizes.xy, job.steps.x, p);
            let lit = grown(light, job.sizes.zw, job.steps.y, p).x;
            var behind = behind_at(p).x;
            if (job.color.w == PICTURE) { behind = textureLoad(behind_luma, q, 0).x * 255.0; }
            y[n >> 1][2 * pair + (n & 1)] = mixed(front, behind, alpha, old.w, old.x, lit);
        }
        let old = grown(room, job.sizes.xy, job.steps.x, middle);
        let lit = grown(light, job.sizes.zw, job.steps.y, middle);
        var behind = behind_at(middle).yz;
        if (job.color.w == PICTURE) {
            behind = textureLoad(behind_chroma, square / 2, 0).xy * 255.0;
        }
        let alpha = round(sum * 0.25);
        c[2 * pair] = mixed(uv.x, behind.x, alpha, old.w, old.y, lit.y);
        c[2 * pair + 1] = mixed(uv.y, behind.y, alpha, old.w, old.z, lit.z);
    }
    let x = at.x / 4;
    for (var row = 0; row < 2; row++) {
        let four = pack4x8unorm(y[row] / 255.0);
        textureStore(canvas, vec2i(x, at.y + row), vec4u(four, 0u, 0u, 0u));
    }
    let there = vec2i(x, job.rows.x + at.y / 2);
    textureStore(canvas, there, vec4u(pack4x8unorm(c / 255.0), 0u, 0u, 0u));
}
