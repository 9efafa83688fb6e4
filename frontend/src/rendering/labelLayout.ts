/** Where stripes and labels stand in the margin. Pure: heights in, places out; pixels from the top of the text. */

/** A coding as the margin sees it: from the middle of its first line to that of its last, and a bit more. */
export interface Stripe {
  readonly id: string;
  readonly code: string;
  /** The coder's place in the order of coders. */
  readonly coder: number;
  readonly top: number;
  readonly bottom: number;
  /** The paragraph in which it starts: labels that become too many are gathered within it. */
  readonly block: number;
}

export interface LaidStripe extends Stripe {
  readonly lane: number;
  readonly x: number;
  readonly width: number;
}

export interface Label {
  /** The codings it names. */
  readonly stripes: readonly LaidStripe[];
  readonly code: string;
  /** Where its words begin: what it wants to stand beside. */
  readonly anchor: number;
  /** The top it was given. */
  readonly top: number;
  /** Where its leader leaves the stripes. */
  readonly fromX: number;
  readonly fromY: number;
  /** Stands for all codings of its code that start here: their number says more than whose they are. */
  readonly gathered: boolean;
  /** Names only how many more codings start here. */
  readonly more: boolean;
}

export interface MarginShape {
  /** The width kept for stripes. */
  readonly lanes: number;
  /** From one lane to the next, at most and at least. */
  readonly pitch: number;
  readonly leastPitch: number;
  readonly stripe: number;
  /** From the top of one label to that of the next. */
  readonly step: number;
  /** A line of the text. */
  readonly line: number;
  /** Stripes side by side, and labels in the height they fill, up to which each coding has its own. */
  readonly deepest: number;
}

export interface Margin {
  readonly stripes: readonly LaidStripe[];
  /** In order from top to bottom; no two overlap. */
  readonly labels: readonly Label[];
}

export function layMargin(stripes: readonly Stripe[], shape: MarginShape): Margin {
  const sorted = [...stripes].sort(order);
  const laid: LaidStripe[] = [];
  for (const cluster of clusters(sorted)) laid.push(...layCluster(cluster, shape));
  laid.sort((a, b) => a.top - b.top || a.lane - b.lane);
  const drafts = labelled(laid, shape);
  const tops = pool(
    drafts.map(({ anchor }) => anchor),
    shape.step,
  );
  return { stripes: laid, labels: spread(drafts, tops, shape) };
}

/**
 * Tops as near as possible to the anchors (least squares), in their order and at least `step` apart, never above 0.
 * Anchors must ascend. Labels that would touch are pooled into a run, which stands where its mean wants to be.
 */
export function pool(anchors: readonly number[], step: number): number[] {
  const runs: { sum: number; size: number }[] = [];
  anchors.forEach((anchor, at) => {
    let run = { sum: anchor - at * step, size: 1 };
    for (let last = runs[runs.length - 1]; last && last.sum / last.size > run.sum / run.size; ) {
      run = { sum: run.sum + last.sum, size: run.size + last.size };
      runs.pop();
      last = runs[runs.length - 1];
    }
    runs.push(run);
  });
  const tops: number[] = [];
  for (const { sum, size } of runs) {
    for (let n = 0; n < size; n += 1) tops.push(Math.max(0, sum / size) + tops.length * step);
  }
  return tops;
}

/** Runs of stripes that overlap, one with the next. */
function clusters(sorted: readonly Stripe[]): Stripe[][] {
  const found: Stripe[][] = [];
  let reached = -Infinity;
  for (const stripe of sorted) {
    const last = found[found.length - 1];
    if (last && stripe.top < reached) last.push(stripe);
    else found.push([stripe]);
    reached = Math.max(reached, stripe.bottom);
  }
  return found;
}

function layCluster(cluster: readonly Stripe[], shape: MarginShape): LaidStripe[] {
  let lanes = freeLanes(cluster);
  if (Math.max(...lanes) >= shape.deepest) lanes = codeLanes(cluster);
  const most = Math.max(...lanes) + 1;
  const pitch = Math.max(shape.leastPitch, Math.min(shape.pitch, shape.lanes / most));
  const last = Math.max(0, Math.floor(shape.lanes / pitch) - 1);
  const width = Math.min(shape.stripe, Math.max(2, pitch * 0.55));
  return cluster.map(({ id, code, coder, top, bottom, block }, at) => {
    const lane = Math.min(lanes[at] ?? 0, last);
    return { id, code, coder, top, bottom, block, lane, x: lane * pitch, width };
  });
}

/** For each stripe, in order, the leftmost lane that is free at its top. */
function freeLanes(sorted: readonly Stripe[]): number[] {
  const ends: number[] = [];
  return sorted.map(({ top, bottom }) => {
    let lane = ends.findIndex((end) => end <= top);
    if (lane < 0) lane = ends.length;
    ends[lane] = bottom;
    return lane;
  });
}

/** Too deep for a lane each: stripes of one code that overlap share a lane. */
function codeLanes(sorted: readonly Stripe[]): number[] {
  const runs: { stripe: Stripe; members: number[] }[] = [];
  const open = new Map<string, { stripe: Stripe; members: number[] }>();
  sorted.forEach((stripe, at) => {
    const run = open.get(stripe.code);
    if (run && stripe.top < run.stripe.bottom) {
      run.stripe = { ...run.stripe, bottom: Math.max(run.stripe.bottom, stripe.bottom) };
      run.members.push(at);
    } else {
      const fresh = { stripe, members: [at] };
      open.set(stripe.code, fresh);
      runs.push(fresh);
    }
  });
  const lanes: number[] = [];
  freeLanes(runs.map(({ stripe }) => stripe)).forEach((lane, run) => {
    for (const member of runs[run]?.members ?? []) lanes[member] = lane;
  });
  return lanes;
}

interface Draft {
  stripes: LaidStripe[];
  code: string;
  anchor: number;
  /** The right edge of the stripes it names. */
  reach: number;
  /** The zone it starts in: the height that `deepest` labels fill, within one paragraph. */
  zone: number;
  gathered: boolean;
  more: boolean;
}

const ZONES_A_BLOCK = 100_000;

/** One label for the codings of one code that overlap and start near one another; fewer where they are too many. */
function labelled(laid: readonly LaidStripe[], shape: MarginShape): Draft[] {
  const drafts: Draft[] = [];
  const open = new Map<string, Draft>();
  const deep = new Set<number>();
  const active: LaidStripe[] = [];
  for (const stripe of laid) {
    drop(active, stripe.top);
    active.push(stripe);
    const zone = stripe.block * ZONES_A_BLOCK + Math.floor(stripe.top / (shape.deepest * shape.step));
    if (active.length > shape.deepest) deep.add(zone);
    const { code, top } = stripe;
    const draft = open.get(code);
    if (draft && top - draft.anchor <= 2 * shape.line && draft.stripes.some(({ bottom }) => bottom >= top)) {
      join(draft, [stripe]);
    } else {
      const reach = stripe.x + stripe.width;
      const fresh = { stripes: [stripe], code, anchor: top, reach, zone, gathered: false, more: false };
      open.set(code, fresh);
      drafts.push(fresh);
    }
  }
  return gathered(drafts, deep, shape.deepest);
}

/** Takes out, in place, what has ended at a height. */
function drop(active: LaidStripe[], top: number): void {
  let kept = 0;
  for (const stripe of active) {
    if (stripe.bottom > top) active[kept++] = stripe;
  }
  active.length = kept;
}

function join(draft: Draft, stripes: readonly LaidStripe[]): void {
  for (const stripe of stripes) {
    draft.stripes.push(stripe);
    // The leader leaves from the rightmost of those that are there at its height.
    if (stripe.top <= draft.anchor + 1) draft.reach = Math.max(draft.reach, stripe.x + stripe.width);
  }
}

/** In deep places one label a code; where even those are too many, the rarest are counted in a last one. */
function gathered(drafts: readonly Draft[], deep: ReadonlySet<number>, most: number): Draft[] {
  const byZone = new Map<number, Draft[]>();
  for (const draft of drafts) {
    const have = byZone.get(draft.zone);
    if (have) have.push(draft);
    else byZone.set(draft.zone, [draft]);
  }
  const kept: Draft[] = [];
  for (const [zone, here] of byZone) {
    const perCode = deep.has(zone) || here.length > most ? oneACode(here) : here;
    if (perCode.length <= most) kept.push(...perCode);
    else kept.push(...counted(perCode, most));
  }
  return kept.sort((a, b) => a.anchor - b.anchor || Number(a.more) - Number(b.more) || a.reach - b.reach);
}

/** The labels of the most frequent codes, and one that counts the rest. */
function counted(drafts: readonly Draft[], most: number): Draft[] {
  const ranked = [...drafts].sort((a, b) => b.stripes.length - a.stripes.length || a.anchor - b.anchor);
  const shown = ranked.slice(0, most - 1);
  const rest = ranked.slice(most - 1).sort((a, b) => a.anchor - b.anchor);
  const stripes = rest.flatMap((draft) => draft.stripes);
  const anchor = Math.max(...drafts.map((draft) => draft.anchor));
  const reach = Math.max(...rest.map((draft) => draft.reach));
  return [...shown, { stripes, code: "", anchor, reach, zone: -1, gathered: true, more: true }];
}

function oneACode(drafts: readonly Draft[]): Draft[] {
  const byCode = new Map<string, Draft>();
  for (const draft of drafts) {
    const have = byCode.get(draft.code);
    if (have) join(have, draft.stripes);
    else byCode.set(draft.code, { ...draft, stripes: [...draft.stripes], gathered: true });
  }
  return [...byCode.values()];
}

/** Leaders that leave one line are spread over its height, so that two never run along one another. */
function spread(drafts: readonly Draft[], tops: readonly number[], shape: MarginShape): Label[] {
  const middle = shape.line * 0.32;
  return drafts.map((draft, at) => {
    let first = at;
    while (first > 0 && Math.abs((drafts[first - 1]?.anchor ?? 0) - draft.anchor) < 1) first -= 1;
    let last = at;
    while (last + 1 < drafts.length && Math.abs((drafts[last + 1]?.anchor ?? 0) - draft.anchor) < 1) last += 1;
    const gap = Math.min(4, (2 * middle - 2) / Math.max(1, last - first));
    const fromY = draft.anchor + middle + (at - (first + last) / 2) * gap;
    return {
      stripes: draft.stripes,
      code: draft.code,
      anchor: draft.anchor,
      top: tops[at] ?? draft.anchor,
      fromX: draft.reach,
      fromY,
      gathered: draft.gathered,
      more: draft.more,
    };
  });
}

/** Of those that start on one line the first coder's stand left, and of those the longest. */
function order(a: Stripe, b: Stripe): number {
  return a.top - b.top || a.coder - b.coder || b.bottom - a.bottom || compare(a.code, b.code) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
