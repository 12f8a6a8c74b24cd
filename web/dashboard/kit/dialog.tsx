import { Drawer, Modal, type DrawerProps, type ModalProps } from '@mantine/core';
import { useTranslations } from 'use-intl';

/** A dialog in the middle of the page, its button to close it named in the reader's language. */
export function Dialog(props: ModalProps) {
  const t = useTranslations('kit.dialog');
  return <Modal centered closeButtonProps={{ 'aria-label': t('close') }} {...props} />;
}

/** A panel at the side, for what is looked at beside the page. */
export function SidePanel(props: DrawerProps) {
  const t = useTranslations('kit.dialog');
  return <Drawer closeButtonProps={{ 'aria-label': t('close') }} {...props} />;
}
