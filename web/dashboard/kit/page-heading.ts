import { useDocumentTitle } from '@mantine/hooks';
import { useEffect, useRef, type RefObject } from 'react';

let isFirstPage = true;

/**
 * Names the tab, and takes the focus to the heading when somebody has come here from another page: a screen reader then
 * reads the title, and the next Tab goes into the page and not through the navigation again.
 */
export function usePageHeading(title: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useDocumentTitle(`${title} · Chatbots Platform`);
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  return heading;
}
