import {
  ActionIcon,
  Anchor,
  Button,
  NavLink,
  type ActionIconProps,
  type AnchorProps,
  type ButtonProps,
  type NavLinkProps,
} from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';

/** Mantine's elements as links of the router, which know its addresses. */

type Link<Props> = Props & Omit<ComponentPropsWithRef<'a'>, keyof Props>;

export const ButtonLink = createLink((props: Link<ButtonProps>) => <Button component="a" {...props} />);

export const AnchorLink = createLink((props: Link<AnchorProps>) => <Anchor {...props} />);

export const ActionIconLink = createLink((props: Link<ActionIconProps>) => (
  <ActionIcon component="a" {...props} />
));

export const NavigationLink = createLink((props: Link<NavLinkProps>) => <NavLink component="a" {...props} />);
