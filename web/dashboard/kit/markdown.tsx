import type { ComponentProps, ReactNode } from 'react';
import ReactMarkdown, { type Components, type Options } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { safeHref } from './safe-href.js';
import classes from './markdown.module.css';

type Plugins = Options['remarkPlugins'];

interface MarkdownProps {
  children: string;
  /** Elements of the caller's own, such as the numbers of citations. */
  components?: Components;
  plugins?: Plugins;
}

/**
 * Markdown that somebody else wrote: a model, a document, a customer. HTML in it stays text; links lead to web pages and
 * addresses for mail only and tell nothing of this page; pictures are not fetched, since the address of one can carry what
 * was said here to whoever it belongs to.
 */
export function Markdown({ children, components, plugins = [] }: MarkdownProps) {
  return (
    <div className={classes.markdown}>
      <ReactMarkdown
        skipHtml={false}
        urlTransform={(url) => safeHref(url) ?? ''}
        remarkPlugins={[remarkGfm, ...(plugins ?? [])]}
        components={{ a: ForeignLink, img: NoPicture, ...components }}
      >
        {children}
      </ReactMarkdown>
    </div>
  );
}

function ForeignLink({ href, children }: ComponentProps<'a'>): ReactNode {
  const target = safeHref(href);
  if (!target) return <span>{children}</span>;
  return (
    <a href={target} target="_blank" rel="noopener noreferrer nofollow" title={target}>
      {children}
    </a>
  );
}

/** The picture by its name, with its address to be followed by whoever wants to. */
function NoPicture({ alt, src }: ComponentProps<'img'>): ReactNode {
  const target = safeHref(typeof src === 'string' ? src : undefined);
  const name = alt || target || '';
  return target ? <ForeignLink href={target}>{name}</ForeignLink> : <span>{name}</span>;
}
