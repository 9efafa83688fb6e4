import { useCallback, useEffect, useState } from "react";

import type { components } from "../../api/schema";
import { newId, useImporting, type Importing } from "../../state";

type RecordingView = components["schemas"]["RecordingView"];

/** Endings of recordings; what is really in a file is for the server to say. */
export const SOUND_ENDINGS = [".mp3", ".m4a", ".mp4", ".wav", ".ogg", ".oga", ".opus", ".flac", ".aac", ".webm"] as const;
const SOUND_TOPICS = ["recordings", "sources", "encounters"] as const;

export function isSound(file: File): boolean {
  const name = file.name.toLowerCase();
  return SOUND_ENDINGS.some((ending) => name.endsWith(ending));
}

/** Taking recordings in: of one source, or each of the transcript it is named after. */
export function useSounds(sourceId = ""): Importing {
  return useImporting<RecordingView>("/recordings/add", {
    fields: () => ({ id: newId(), source_id: sourceId }),
    taken: (one) => ({ words: `the recording of ${one.encounter_code}`, ...(one.warning ? { warnings: [one.warning] } : {}) }),
    topics: SOUND_TOPICS,
  });
}

/** Recordings dropped with their transcripts wait for them, so that each finds the transcript of its name. */
export function useWithSound(texts: Importing): Importing {
  const sounds = useSounds();
  const [waiting, setWaiting] = useState<readonly File[]>([]);
  const { add: addTexts, running } = texts;
  const { add: addSounds } = sounds;
  useEffect(() => {
    if (running || waiting.length === 0) return;
    setWaiting([]);
    addSounds(waiting);
  }, [running, waiting, addSounds]);
  const add = useCallback(
    (files: readonly File[]) => {
      const words = files.filter((file) => !isSound(file));
      if (words.length > 0) addTexts(words);
      setWaiting((before) => [...before, ...files.filter(isSound)]);
    },
    [addTexts],
  );
  return {
    files: [...texts.files, ...sounds.files],
    running: running || sounds.running || waiting.length > 0,
    add,
    stop: () => {
      setWaiting([]);
      texts.stop();
      sounds.stop();
    },
    clear: () => {
      texts.clear();
      sounds.clear();
    },
  };
}
