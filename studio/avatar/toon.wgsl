// Two tones with a soft border and a line around, as MToon has it.
// All is done in sRGB: products are the same there, and on a software GPU what is left out counts.
// Colours leave multiplied by alpha after the encoding, since they are blended there.

struct View { to_clip: mat4x4f, eye: vec4f, light: vec4f };
struct Material {
    lit: vec4f,
    shade: vec4f,       // w: shift of the border
    emission: vec4f,    // w: how sharp the border is
    rim: vec4f,         // w: power
    outline: vec4f,     // w: width in metres
    rules: vec4f,       // alpha cutoff, rim lift
    uv: vec4f,          // offset, scale
};

override HAS_PICTURE: bool = false;
override HAS_SHADE_PICTURE: bool = false;   // another one than the lit side's
override HAS_EMISSION: bool = false;
override HAS_RIM: bool = false;
override IS_UNLIT: bool = false;
override IS_CUT: bool = false;
override IS_THIN: bool = false;             // both of its sides are seen
override BLENDS: bool = false;

@group(0) @binding(0) var<uniform> view: View;
@group(1) @binding(0) var<uniform> material: Material;
@group(1) @binding(1) var smooth_sampler: sampler;
@group(1) @binding(2) var lit_picture: texture_2d<f32>;
@group(1) @binding(3) var shade_picture: texture_2d<f32>;
@group(1) @binding(4) var emission_picture: texture_2d<f32>;

struct Corner {
    @location(0) place: vec3f,
    @location(1) normal: vec3f,
    @location(2) uv: vec2f,
};

struct Seen {
    @builtin(position) clip: vec4f,
    @location(0) place: vec3f,
    @location(1) normal: vec3f,
    @location(2) uv: vec2f,
};

fn at(corner: Corner, place: vec3f) -> Seen {
    var seen: Seen;
    seen.clip = view.to_clip * vec4f(place, 1.0);
    seen.place = place;
    seen.normal = corner.normal;
    seen.uv = material.uv.xy + corner.uv * material.uv.zw;
    return seen;
}

@vertex fn stand(corner: Corner) -> Seen {
    return at(corner, corner.place);
}

@vertex fn stand_around(corner: Corner) -> Seen {
    let way = corner.normal / max(length(corner.normal), 1e-6);
    return at(corner, corner.place + way * material.outline.w);
}

fn finished(colour: vec3f, alpha: f32) -> vec4f {
    let cover = select(1.0, clamp(alpha, 0.0, 1.0), BLENDS);
    return vec4f(clamp(colour, vec3f(0.0), vec3f(1.0)) * cover, cover);
}

@fragment fn paint(seen: Seen, @builtin(front_facing) is_front: bool) -> @location(0) vec4f {
    var picture = vec4f(1.0);
    if (HAS_PICTURE) { picture = textureSample(lit_picture, smooth_sampler, seen.uv); }
    let base = picture * material.lit;
    if (IS_CUT && base.a < material.rules.x) { discard; }
    if (IS_UNLIT) { return finished(base.rgb, base.a); }
    var shade = picture.rgb;
    if (HAS_SHADE_PICTURE) { shade = textureSample(shade_picture, smooth_sampler, seen.uv).rgb; }
    shade *= material.shade.rgb;
    var normal = seen.normal * inverseSqrt(max(dot(seen.normal, seen.normal), 1e-9));
    if (IS_THIN && !is_front) { normal = -normal; }
    let toony = material.emission.w;
    let level = dot(normal, view.light.xyz) + material.shade.w;
    let share = clamp((level + 1.0 - toony) / (2.0 - 2.0 * toony), 0.0, 1.0);
    var colour = mix(shade, base.rgb, share);
    if (HAS_RIM) {
        let eye = normalize(view.eye.xyz - seen.place);
        let grazing = clamp(1.0 - dot(normal, eye) + material.rules.y, 0.0, 1.0);
        colour += pow(grazing, material.rim.w) * material.rim.rgb;
    }
    if (HAS_EMISSION) {
        colour += textureSample(emission_picture, smooth_sampler, seen.uv).rgb
            * material.emission.rgb;
    }
    return finished(colour, base.a);
}

@fragment fn paint_line(seen: Seen) -> @location(0) vec4f {
    if (IS_CUT) {
        let alpha = textureSample(lit_picture, smooth_sampler, seen.uv).a * material.lit.a;
        if (alpha < material.rules.x) { discard; }
    }
    return vec4f(material.outline.rgb, 1.0);
}
