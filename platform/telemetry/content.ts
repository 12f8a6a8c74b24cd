let captured = false;

/** Whether spans of models carry prompts and answers; they do not unless the operator asks for it. */
export const captureContent = (wanted: boolean): void => {
  captured = wanted;
};

export const isContentCaptured = (): boolean => captured;
