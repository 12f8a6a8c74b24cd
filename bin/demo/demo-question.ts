/** Asked at the end of the first start; its answer stands in the README of an installed package. */
export const demoQuestion = 'How do I enable CORS for a single route in Express?';
