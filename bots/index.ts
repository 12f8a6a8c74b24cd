export { takeBackSlots } from './analytics/slots/keep-slots.js';
export { createSlotSweep } from './analytics/slots/sweep-slots.js';
export {
  readIntentAnalytics,
  readMessageAnalytics,
  readSessionAnalytics,
  readUserAnalytics,
} from './analytics/read-analytics.js';
export { type Copied, type CopyDependencies } from './archives/create-from-contents.js';
export { duplicateChatbot } from './archives/duplicate-chatbot.js';
export { exportChatbot } from './archives/export-chatbot.js';
export { importChatbot } from './archives/import-chatbot.js';
export { addKnowledgeBase, removeKnowledgeBase } from './chatbots/change-knowledge.js';
export { ChatbotModel, type ChatbotDocument } from './chatbots/chatbot.model.js';
export { requireChatbot } from './chatbots/chatbot.policy.js';
export { presentChatbot } from './chatbots/chatbot.presenter.js';
export { chatbotRepository } from './chatbots/chatbot.repository.js';
export { createChatbot } from './chatbots/create-chatbot.js';
export { deleteChatbot } from './chatbots/delete-chatbot.js';
export { updateChatbot } from './chatbots/update-chatbot.js';
export { ConversationModel } from './conversations/conversation.model.js';
export { endConversation, endIdleConversations } from './conversations/end-conversation.js';
export { rateResponse } from './conversations/rate-response.js';
export { readHistory } from './conversations/read-history.js';
export { replayTurn, requireTurn } from './conversations/replay-turn.js';
export { answerTurn, beginTurn, type SendMessageDependencies } from './conversations/send-message.js';
export { streamAnswer } from './conversations/stream-answer.js';
export { TurnModel } from './conversations/turn.model.js';
export { presentTrace } from './conversations/turn.presenter.js';
export { createDefaultPersonality } from './personalities/create-default-personality.js';
export { createPersonality } from './personalities/create-personality.js';
export { deletePersonality } from './personalities/delete-personality.js';
export { requirePersonality } from './personalities/personality.policy.js';
export { presentPersonality } from './personalities/personality.presenter.js';
export { personalityRepository } from './personalities/personality.repository.js';
export { promptModifier } from './personalities/prompt-modifier.js';
export { setDefaultPersonality, updatePersonality } from './personalities/update-personality.js';
export { estimateEvaluation } from './estimates/estimate-evaluation.js';
export { evaluateCase, type EvaluationDependencies } from './evaluations/runs/evaluate-case.js';
export { finishEvaluation } from './evaluations/runs/finish-evaluation.js';
export { deleteEvaluation, requireEvaluation } from './evaluations/runs/require-evaluation.js';
export type { Side } from './evaluations/runs/result.model.js';
export { evaluationResultRepository } from './evaluations/runs/result.repository.js';
export type { EvaluationRunDocument } from './evaluations/runs/run.model.js';
export { presentEvaluatedCase, presentEvaluation } from './evaluations/runs/run.presenter.js';
export { evaluationRunRepository } from './evaluations/runs/run.repository.js';
export { partOf, startEvaluation } from './evaluations/runs/start-evaluation.js';
export { addEvaluationCases } from './evaluations/sets/add-cases.js';
export {
  deleteEvaluationCase,
  deleteEvaluationSet,
  updateEvaluationSet,
} from './evaluations/sets/change-set.js';
export { createEvaluationSet } from './evaluations/sets/create-set.js';
export { evaluationCaseRepository } from './evaluations/sets/evaluation-case.repository.js';
export { requireEvaluationSet } from './evaluations/sets/evaluation-set.policy.js';
export {
  presentEvaluationCase,
  presentEvaluationSet,
  presentEvaluationSets,
} from './evaluations/sets/evaluation-set.presenter.js';
export { evaluationSetRepository } from './evaluations/sets/evaluation-set.repository.js';
export { listInsights } from './insights/list-insights.js';
export { questionModelOf, type QuestionEmbedding } from './insights/questions/embed-questions.js';
export { applyItem } from './learning/apply/apply-item.js';
export type { ApplyDependencies } from './learning/apply/place-items.js';
export { trainLearned } from './learning/apply/train-learned.js';
export { undoItem } from './learning/apply/undo-item.js';
export type { Generation, GenerationDependencies } from './learning/generate/generation.js';
export { proposeItem } from './learning/generate/propose-item.js';
export { wellRatedAnswers } from './learning/generate/rated-answers.js';
export {
  changeLearningStatus,
  deleteLearningItem,
  updateLearningItem,
} from './learning/items/change-learning-item.js';
export { createLearningItem } from './learning/items/create-learning-item.js';
export { requireLearningItem } from './learning/items/learning-item.policy.js';
export { presentLearningItem } from './learning/items/learning-item.presenter.js';
export { learningItemRepository } from './learning/items/learning-item.repository.js';
export { abandonLearning } from './learning/jobs/abandon-learning.js';
export type { LearningRunDocument } from './learning/jobs/learning-run.model.js';
export { learningRunRepository } from './learning/jobs/learning-run.repository.js';
export { prepareApplication, prepareGeneration } from './learning/jobs/prepare-learning.js';
export { estimateLearning } from './estimates/estimate-learning.js';
export { estimateTraining, type BotEstimates } from './estimates/estimate-training.js';
export { applyLearning, generateLearning, undoLearning } from './learning/jobs/start-learning.js';
export { presentContext } from './memory/contexts/context.presenter.js';
export { deleteContext } from './memory/contexts/delete-context.js';
export { mergeContext } from './memory/contexts/merge-context.js';
export { readContext } from './memory/contexts/read-context.js';
export { deleteMemoryOfOrganization, deleteMemoryOfUser } from './memory/delete-memory.js';
export { deleteEntity } from './memory/entities/delete-entity.js';
export { presentEntity } from './memory/entities/entity.presenter.js';
export { listEntities } from './memory/entities/list-entities.js';
export { recordEntity } from './memory/entities/record-entity.js';
export { resolveReferences } from './memory/resolve-references.js';
export { deleteTopic } from './memory/topics/delete-topic.js';
export { listTopics } from './memory/topics/list-topics.js';
export { recordTopic } from './memory/topics/record-topic.js';
export { presentTopic } from './memory/topics/topic.presenter.js';
export { sweepTurnMemory } from './memory/turns/sweep-turns.js';
export { closePlugins } from './plugins/kinds.js';
export { configurePlugin } from './plugins/installations/configure-plugin.js';
export { presentInstallations } from './plugins/installations/installation.presenter.js';
export { installationRepository } from './plugins/installations/installation.repository.js';
export { installPlugin } from './plugins/installations/install-plugin.js';
export { pluginStatus } from './plugins/installations/plugin-status.js';
export { uninstallPlugin } from './plugins/installations/uninstall-plugin.js';
export type { PluginDependencies } from './plugins/plugin-kind.js';
export { deletePlugin } from './plugins/registry/delete-plugin.js';
export { listPlugins } from './plugins/registry/list-plugins.js';
export { readPlugin } from './plugins/registry/read-plugin.js';
export { registerPlugin } from './plugins/registry/register-plugin.js';
export { updatePlugin } from './plugins/registry/update-plugin.js';
export {
  createAnswerLogs,
  createAnswerStreams,
  type AnswerLogs,
  type AnswerStreams,
} from './streams/answer-streams.js';
export { followAnswer, openAnswer, untilAnswered } from './streams/follow-answer.js';
export { interruptAbandonedAnswers } from './streams/interrupt-abandoned.js';
export { tellAgain } from './streams/tell-again.js';
export { addExamples } from './training/datasets/add-examples.js';
export { createDataset } from './training/datasets/create-dataset.js';
export { requireDataset } from './training/datasets/dataset.policy.js';
export {
  isOutOfScope,
  presentDataset,
  presentDatasets,
  presentExample,
} from './training/datasets/dataset.presenter.js';
export { datasetRepository } from './training/datasets/dataset.repository.js';
export { deleteDataset, deleteExample } from './training/datasets/delete-dataset.js';
export { exampleRepository } from './training/datasets/example.repository.js';
export { beginTuning, newTuning } from './training/fine-tuning/begin-tuning.js';
export { removeUploads, stopTuning } from './training/fine-tuning/end-tuning.js';
export { evaluateTuned } from './training/fine-tuning/evaluate-tuned.js';
export { followTuning } from './training/fine-tuning/follow-tuning.js';
export { accountOf } from './training/fine-tuning/tuning-account.js';
export { prepareTuning, tuneSubject } from './training/fine-tuning/prepare-tuning.js';
export { updateDataset } from './training/datasets/update-dataset.js';
export { cancelTraining, publishTraining, requireSession } from './training/sessions/change-session.js';
export { embedTexts, sessionExamples, type EmbedContext } from './training/sessions/embed-examples.js';
export { abandonTraining, finishTraining, finishTuning } from './training/sessions/finish-training.js';
export { fitTraining } from './training/sessions/fit-training.js';
export {
  embedPrefix,
  fitSubject,
  prepareTraining,
  textsPerItem,
} from './training/sessions/prepare-training.js';
export { startTraining } from './training/sessions/start-training.js';
export type {
  FineTuningFields,
  TrainingSessionDocument,
} from './training/sessions/training-session.model.js';
export { presentSession } from './training/sessions/training-session.presenter.js';
export { trainingSessionRepository } from './training/sessions/training-session.repository.js';
export { fitInThread, type FitModel } from './training/thread/fit-in-thread.js';
export { compareVersions } from './versions/compare-versions.js';
export { listVersions } from './versions/list-versions.js';
export { publishVersion } from './versions/publish-version.js';
export { changeContent, recordVersion, type RecordVersionOptions } from './versions/record-version.js';
export { requireVersion } from './versions/require-version.js';
export { rollBack } from './versions/roll-back.js';
export type { VersionDocument } from './versions/version.model.js';
export { versionRepository } from './versions/version.repository.js';
export { presentVersion } from './versions/version.presenter.js';
