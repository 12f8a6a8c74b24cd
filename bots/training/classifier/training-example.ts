import type { ExampleEntity } from '../datasets/example.model.js';

/** An example as a session learns from it; the place in the session's list is also that of its vector. */
export interface TrainingExample {
  id: string;
  input: string;
  inputKey: string;
  intent: string | null;
  outOfScope: boolean;
  output: string | null;
  entities: ExampleEntity[];
}
