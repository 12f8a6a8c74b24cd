import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

/** So near the end counts as at the end, in pixels. */
const near = 120;

/** Keeps the end in sight while something is added to it, unless one has scrolled up to read. */
export function useFollowEnd(content: string): RefObject<HTMLDivElement | null> {
  const container = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const box = container.current;
    if (!box) return;
    const note = (): void => {
      isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < near;
    };
    box.addEventListener('scroll', note, { passive: true });
    return () => box.removeEventListener('scroll', note);
  }, []);
  useLayoutEffect(() => {
    const box = container.current;
    if (box && isAtEnd.current) box.scrollTop = box.scrollHeight;
  }, [content]);
  return container;
}
