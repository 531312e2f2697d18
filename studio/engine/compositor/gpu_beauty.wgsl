// The beauty filter for a whole picture: each pixel is taken from where the shape says,
// its colours are mapped by the fields of each face, then comes the look.
// A thread draws 4x2 pixels: two texels of luma (and alpha), one of chroma.

struct Face {
    paint: vec4f,   // left, top, 1 / width, 1 / height in luma pixels
    fields: vec4f,  // columns, rows, and what a sample is of the texture's size
    warp: vec4f,    // as paint
    does: vec4f,    // it paints, it moves, the blur's outer tap and its weight
}

struct Job {
    size: vec4f,    // width, height, and what a luma pixel is of the texture's size
    chroma: vec4f,  // what a chroma sample is of the texture's size; has a look; has alpha
    rows: vec4i,    // the canvas's first rows of chroma and alpha; how many faces
    matrix: vec4f,
    faces: array<Face, 4>,
}

@group(0) @binding(0) var canvas: texture_storage_2d<r32uint, write>;
@group(0) @binding(1) var<uniform> job: Job;
@group(0) @binding(2) var linear: sampler;
@group(0) @binding(3) var luma: texture_2d<f32>;
@group(0) @binding(4) var chroma: texture_2d<f32>;
@group(0) @binding(5) var alpha: texture_2d<f32>;
@group(0) @binding(6) var luma_fields: texture_2d_array<f32>;
@group(0) @binding(7) var chroma_fields: texture_2d_array<f32>;
@group(0) @binding(8) var shifts: texture_2d_array<f32>;
@group(0) @binding(9) var look: texture_2d<f32>;

fn is_in(t: vec2f) -> bool {
    return all(t >= vec2f(0.0)) && all(t < vec2f(1.0));
}

fn came_from(p: vec2f) -> vec2f {
    var q = p;
    for (var n = 0; n < job.rows.z; n++) {
        let face = job.faces[n];
        let t = (p - face.warp.xy) * face.warp.zw;
        if (face.does.y > 0.0 && is_in(t)) {
            q += textureSampleLevel(shifts, linear, t, n, 0.0).xy;
        }
    }
    return clamp(q, vec2f(0.5), job.size.xy - 0.5);
}

fn luma_at(q: vec2f) -> f32 {
    let inside = clamp(q, vec2f(0.5), job.size.xy - 0.5);
    return textureSampleLevel(luma, linear, inside * job.size.zw, 0.0).x * 255.0;
}

fn blurred(q: vec2f, reach: f32, weight: f32) -> f32 {
    var sum = 0.0;
    for (var y = -1; y <= 1; y++) {
        for (var x = -1; x <= 1; x++) {
            let part = select(weight, 1.0 - 2.0 * weight, x == 0)
                * select(weight, 1.0 - 2.0 * weight, y == 0);
            sum += part * luma_at(q + vec2f(f32(x), f32(y)) * reach);
        }
    }
    return sum;
}

fn field_at(face: Face, t: vec2f) -> vec2f {
    return clamp(t * face.fields.xy, vec2f(0.5), face.fields.xy - 0.5) * face.fields.zw;
}

fn painted_luma(q: vec2f) -> f32 {
    var y = luma_at(q);
    for (var n = 0; n < job.rows.z; n++) {
        let face = job.faces[n];
        let t = (q - face.paint.xy) * face.paint.zw;
        if (face.does.x > 0.0 && is_in(t)) {
            let f = textureSampleLevel(luma_fields, linear, field_at(face, t), n, 0.0);
            var detail = 0.0;
            if (f.z != 0.0) {
                detail = luma_at(q) - blurred(q, face.does.z, face.does.w);
            }
            y = clamp(f.x * y + f.y + f.z * detail, 0.0, 255.0);
        }
    }
    return round(y);
}

fn painted_chroma(q: vec2f) -> vec2f {
    let inside = clamp(q * 0.5, vec2f(0.5), job.size.xy * 0.5 - 0.5);
    var c = textureSampleLevel(chroma, linear, inside * job.chroma.xy, 0.0).xy * 255.0;
    for (var n = 0; n < job.rows.z; n++) {
        let face = job.faces[n];
        let t = (q - face.paint.xy) * face.paint.zw;
        if (face.does.x > 0.0 && is_in(t)) {
            let f = textureSampleLevel(chroma_fields, linear, field_at(face, t), n, 0.0);
            c = clamp(f.x * c + f.yz, vec2f(0.0), vec2f(255.0));
        }
    }
    return round(c);
}

fn alpha_at(q: vec2f) -> f32 {
    return textureSampleLevel(alpha, linear, q * job.size.zw, 0.0).x;
}

fn looked(y: f32, a: f32) -> f32 {
    if (job.chroma.z == 0.0) { return y; }
    return mix(y, textureLoad(look, vec2i(i32(y), 0), 0).x, a);
}

fn looked_chroma(c: vec2f, y: f32, a: f32) -> vec2f {
    if (job.chroma.z == 0.0) { return c; }
    let m = job.matrix;
    let d = c - 128.0;
    let tint = textureLoad(look, vec2i(i32(round(y)), 0), 0).yz;
    let mapped = vec2f(m.x * d.x + m.y * d.y, m.z * d.x + m.w * d.y) + 128.0 + tint;
    return mix(c, mapped, a);
}

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
    let at = vec2i(id.xy) * vec2i(4, 2);
    if (f32(at.x) >= job.size.x || f32(at.y) >= job.size.y) { return; }
    var y: array<vec4f, 2>;
    var a = array<vec4f, 2>(vec4f(1.0), vec4f(1.0));
    for (var row = 0; row < 2; row++) {
        for (var column = 0; column < 4; column++) {
            let q = came_from(vec2f(at + vec2i(column, row)) + 0.5);
            y[row][column] = painted_luma(q);
            if (job.chroma.w > 0.0) { a[row][column] = alpha_at(q); }
        }
    }
    var c: vec4f;
    for (var pair = 0; pair < 2; pair++) {
        let q = came_from(vec2f(at + vec2i(2 * pair + 1, 1)));
        let first = 2 * pair;
        let mean_y = (y[0][first] + y[0][first + 1] + y[1][first] + y[1][first + 1]) * 0.25;
        let mean_a = (a[0][first] + a[0][first + 1] + a[1][first] + a[1][first + 1]) * 0.25;
        let found = looked_chroma(painted_chroma(q), mean_y, mean_a);
        c[first] = found.x;
        c[first + 1] = found.y;
    }
    let x = at.x / 4;
    for (var row = 0; row < 2; row++) {
        var out: vec4f;
        for (var n = 0; n < 4; n++) { out[n] = looked(y[row][n], a[row][n]); }
        textureStore(canvas, vec2i(x, at.y + row), vec4u(pack4x8unorm(out / 255.0), 0u, 0u, 0u));
        if (job.chroma.w > 0.0) {
            let there = vec2i(x, job.rows.y + at.y + row);
            textureStore(canvas, there, vec4u(pack4x8unorm(a[row]), 0u, 0u, 0u));
        }
    }
    let there = vec2i(x, job.rows.x + at.y / 2);
    textureStore(canvas, there, vec4u(pack4x8unorm(c / 255.0), 0u, 0u, 0u));
}
