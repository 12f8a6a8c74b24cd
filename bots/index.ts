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
export {
  sendMessage,
  type AnswerListener,
  type SendMessageDependencies,
} from './conversations/send-message.js';
export { TurnModel } from './conversations/turn.model.js';
export { presentTrace } from './conversations/turn.presenter.js';
export { turnRepository } from './conversations/turn.repository.js';
