import { expect, test } from "vitest";

import { Player } from "./sound";

/** A sound that is known and says nothing by itself, as between two of its own reports. */
function silent(): HTMLAudioElement {
  const audio = document.createElement("audio");
  audio.pause = () => undefined;
  audio.load = () => undefined;
  Object.defineProperty(audio, "readyState", { value: 4 });
  let at = 0;
  Object.defineProperty(audio, "currentTime", { get: () => at, set: (to: number) => (at = to) });
  return audio;
}

test("the moment asked for is the one heard, not the last one reported", () => {
  const player = new Player();
  const audio = silent();
  player.attach(audio);
  player.open("one");
  player.seek(66_000);
  audio.currentTime = 66.8;
  expect(player.now.get().atMs).toBe(66_000);
  expect(player.atMs()).toBeCloseTo(66_800);
  player.by(-3000);
  expect(player.atMs()).toBeCloseTo(63_800);
});

test("with no sound on the page it is where it was left", () => {
  const player = new Player();
  player.open("one");
  expect(player.atMs()).toBe(0);
});
