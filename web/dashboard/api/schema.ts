// Written by `npm run web:types`; a test compares it with what the API serves.
export interface paths {
    "/api/admin/ai/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aiGetAdminAiConfig"];
        put?: never;
        post: operations["aiPostAdminAiConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/ai/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aiGetAdminAiCosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/ai/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aiGetAdminAiUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/embeddings/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["aiPostAdminEmbeddingsCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/embeddings/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["aiPostAdminEmbeddingsGenerate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/embeddings/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aiGetAdminEmbeddingsStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/embeddings/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aiGetAdminEmbeddingsStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ai/digest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aiGetAiDigest"];
        put?: never;
        post: operations["aiPostAiDigest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ai/digest/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["aiPutAiDigestSchedule"];
        post?: never;
        delete: operations["aiDeleteAiDigestSchedule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ai/digest/schedule/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["aiPostAiDigestScheduleRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ai/digests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aiGetAiDigests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ai/embed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aiGetAiEmbed"];
        put?: never;
        post: operations["aiPostAiEmbed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ai/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aiGetAiMessages"];
        put?: never;
        post: operations["aiPostAiMessages"];
        delete: operations["aiDeleteAiMessages"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ai/messages/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["aiPostAiMessagesSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ai/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["aiPostAiSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ai/sentiment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["aiPostAiSentiment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ai/summarize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["aiPostAiSummarize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/moderation/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aiGetModerationActions"];
        put?: never;
        post: operations["aiPostModerationActions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/moderation/analyze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aiGetModerationAnalyze"];
        put: operations["aiPutModerationAnalyze"];
        post: operations["aiPostModerationAnalyze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/moderation/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["aiPostModerationBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/moderation/batch/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["aiPostModerationBatchJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/moderation/batch/jobs/{jobId}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aiGetModerationBatchJobsByJobIdResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/moderation/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aiGetModerationPolicy"];
        put: operations["aiPutModerationPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/moderation/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aiGetModerationQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/moderation/queue/{itemId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aiGetModerationQueueByItemId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/moderation/queue/{itemId}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["aiPostModerationQueueByItemIdClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/moderation/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aiGetModerationStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/moderation/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aiGetModerationUsersByUserId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aiGetSearchSuggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getAdminAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getAdminBackups"];
        put?: never;
        post: operations["postAdminBackups"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/backups/{backupId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getAdminBackupsByBackupId"];
        put?: never;
        post?: never;
        delete: operations["deleteAdminBackupsByBackupId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getAdminUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getAdminUsersById"];
        put: operations["putAdminUsersById"];
        post?: never;
        delete: operations["deleteAdminUsersById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/api-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getAuthApiKey"];
        put?: never;
        post: operations["postAuthApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/api-key/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["deleteAuthApiKeyById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postAuthLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postAuthLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getAuthMe"];
        put: operations["putAuthMe"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["putAuthOrganization"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getAuthOrganizations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postAuthPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password-reset-request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postAuthPasswordResetRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postAuthRefreshToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postAuthRegister"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getAuthSessions"];
        put?: never;
        post?: never;
        delete: operations["deleteAuthSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["deleteAuthSessionsById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getAuthTotp"];
        put?: never;
        post?: never;
        delete: operations["deleteAuthTotp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postAuthTotpConfirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp/enroll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postAuthTotpEnroll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getBudgets"];
        put: operations["putBudgets"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbots"];
        put?: never;
        post: operations["postChatbots"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/analytics/intents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByChatbotIdAnalyticsIntents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/analytics/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByChatbotIdAnalyticsMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/analytics/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByChatbotIdAnalyticsSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/analytics/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByChatbotIdAnalyticsUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/context/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByChatbotIdContextByUserId"];
        put?: never;
        post: operations["postChatbotsByChatbotIdContextByUserId"];
        delete: operations["deleteChatbotsByChatbotIdContextByUserId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/entities/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByChatbotIdEntitiesByUserId"];
        put?: never;
        post: operations["postChatbotsByChatbotIdEntitiesByUserId"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/entities/{userId}/{entityId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["deleteChatbotsByChatbotIdEntitiesByUserIdByEntityId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/insights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByChatbotIdInsights"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/knowledge-bases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByChatbotIdKnowledgeBases"];
        put?: never;
        post: operations["postChatbotsByChatbotIdKnowledgeBases"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/learning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByChatbotIdLearning"];
        put?: never;
        post: operations["postChatbotsByChatbotIdLearning"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/learning/{learningId}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postChatbotsByChatbotIdLearningByLearningIdUndo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/learning/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postChatbotsByChatbotIdLearningApply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/learning/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postChatbotsByChatbotIdLearningGenerate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/memory/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["deleteChatbotsByChatbotIdMemoryByUserId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/personalities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByChatbotIdPersonalities"];
        put?: never;
        post: operations["postChatbotsByChatbotIdPersonalities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/personalities/default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postChatbotsByChatbotIdPersonalitiesDefault"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/plugins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByChatbotIdPlugins"];
        put?: never;
        post: operations["postChatbotsByChatbotIdPlugins"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/plugins/{pluginId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["deleteChatbotsByChatbotIdPluginsByPluginId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/plugins/{pluginId}/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["putChatbotsByChatbotIdPluginsByPluginIdConfig"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/plugins/{pluginId}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByChatbotIdPluginsByPluginIdStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/references/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postChatbotsByChatbotIdReferencesResolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/topics/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByChatbotIdTopicsByUserId"];
        put?: never;
        post: operations["postChatbotsByChatbotIdTopicsByUserId"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/topics/{userId}/{topicId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["deleteChatbotsByChatbotIdTopicsByUserIdByTopicId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/training/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByChatbotIdTrainingDatasets"];
        put?: never;
        post: operations["postChatbotsByChatbotIdTrainingDatasets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{chatbotId}/training/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByChatbotIdTrainingSessions"];
        put?: never;
        post: operations["postChatbotsByChatbotIdTrainingSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsById"];
        put: operations["putChatbotsById"];
        post?: never;
        delete: operations["deleteChatbotsById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/conversation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postChatbotsByIdConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/conversation/{conversationId}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postChatbotsByIdConversationByConversationIdEnd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/conversation/{conversationId}/messages/{messageId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postChatbotsByIdConversationByConversationIdMessagesByMessageIdReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/conversation/{conversationId}/messages/{messageId}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByIdConversationByConversationIdMessagesByMessageIdStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/conversation/{conversationId}/messages/{messageId}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByIdConversationByConversationIdMessagesByMessageIdTrace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/conversation/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByIdConversationHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postChatbotsByIdDuplicate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByIdEvaluations"];
        put?: never;
        post: operations["postChatbotsByIdEvaluations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/evaluations/{evaluationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByIdEvaluationsByEvaluationId"];
        put?: never;
        post?: never;
        delete: operations["deleteChatbotsByIdEvaluationsByEvaluationId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/evaluations/{evaluationId}/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByIdEvaluationsByEvaluationIdCases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/evaluations/sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByIdEvaluationsSets"];
        put?: never;
        post: operations["postChatbotsByIdEvaluationsSets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/evaluations/sets/{setId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByIdEvaluationsSetsBySetId"];
        put: operations["putChatbotsByIdEvaluationsSetsBySetId"];
        post?: never;
        delete: operations["deleteChatbotsByIdEvaluationsSetsBySetId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/evaluations/sets/{setId}/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByIdEvaluationsSetsBySetIdCases"];
        put?: never;
        post: operations["postChatbotsByIdEvaluationsSetsBySetIdCases"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/evaluations/sets/{setId}/cases/{caseId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["deleteChatbotsByIdEvaluationsSetsBySetIdCasesByCaseId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByIdExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/response-rating": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postChatbotsByIdResponseRating"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postChatbotsByIdRollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByIdVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByIdVersionsByVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/versions/{version}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postChatbotsByIdVersionsByVersionPublish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/versions/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChatbotsByIdVersionsCompare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postChatbotsImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getHealthStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getJobsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postJobsByIdCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getJobsByIdEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getJobsByIdItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postJobsByIdPause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postJobsByIdResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postJobsByIdRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postJobsEstimate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getKnowledgeBasesById"];
        put: operations["putKnowledgeBasesById"];
        post?: never;
        delete: operations["deleteKnowledgeBasesById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getKnowledgeBasesByIdItems"];
        put?: never;
        post: operations["postKnowledgeBasesByIdItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{id}/items/{itemId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getKnowledgeBasesByIdItemsByItemId"];
        put: operations["putKnowledgeBasesByIdItemsByItemId"];
        post?: never;
        delete: operations["deleteKnowledgeBasesByIdItemsByItemId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{id}/items/{itemId}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postKnowledgeBasesByIdItemsByItemIdRefresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{id}/reindex": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postKnowledgeBasesByIdReindex"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{id}/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getKnowledgeBasesByIdSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/learning/{learningId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getLearningByLearningId"];
        put: operations["putLearningByLearningId"];
        post?: never;
        delete: operations["deleteLearningByLearningId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/learning/{learningId}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["putLearningByLearningIdStatus"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getOrganization"];
        put: operations["putOrganization"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getOrganizationInvitations"];
        put?: never;
        post: operations["postOrganizationInvitations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["deleteOrganizationInvitationsById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postOrganizationInvitationsAccept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getOrganizationMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["putOrganizationMembersByUserId"];
        post?: never;
        delete: operations["deleteOrganizationMembersByUserId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/personalities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPersonalitiesById"];
        put: operations["putPersonalitiesById"];
        post?: never;
        delete: operations["deletePersonalitiesById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/personalities/{id}/default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postPersonalitiesByIdDefault"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/personalities/{id}/prompt-modifier": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPersonalitiesByIdPromptModifier"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPlugins"];
        put?: never;
        post: operations["postPlugins"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPluginsById"];
        put: operations["putPluginsById"];
        post?: never;
        delete: operations["deletePluginsById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/training/datasets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getTrainingDatasetsById"];
        put: operations["putTrainingDatasetsById"];
        post?: never;
        delete: operations["deleteTrainingDatasetsById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/training/datasets/{id}/examples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getTrainingDatasetsByIdExamples"];
        put?: never;
        post: operations["postTrainingDatasetsByIdExamples"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/training/datasets/{id}/examples/{exampleId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["deleteTrainingDatasetsByIdExamplesByExampleId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/training/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getTrainingSessionsById"];
        put?: never;
        post?: never;
        delete: operations["deleteTrainingSessionsById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/training/sessions/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postTrainingSessionsByIdPublish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getWebhooks"];
        put?: never;
        post: operations["postWebhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getWebhooksById"];
        put: operations["putWebhooksById"];
        post?: never;
        delete: operations["deleteWebhooksById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getWebhooksByIdDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/deliveries/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getWebhooksByIdDeliveriesByDeliveryId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/deliveries/{deliveryId}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postWebhooksByIdDeliveriesByDeliveryIdRedeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postWebhooksByIdRotateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["postWebhooksByIdTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["communityGetHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        __schema0: unknown;
        __schema1: unknown;
        __schema2: unknown;
        __schema3: unknown;
        __schema4: unknown;
        __schema5: unknown;
        __schema6: unknown;
        __schema7: unknown;
        AcceptedApplication: {
            itemIds: components["schemas"]["Id"][];
            jobId: components["schemas"]["Id"];
            skipped: {
                id: components["schemas"]["Id"];
                reason: string;
            }[];
        };
        AcceptedItems: {
            items: {
                id: components["schemas"]["Id"];
                /** @enum {string} */
                status: "pending" | "processing" | "ready" | "failed";
                title: string;
            }[];
            jobId: components["schemas"]["Id"];
        };
        AcceptedLearning: {
            jobId: components["schemas"]["Id"];
        };
        AcceptInvitation: {
            token: string;
        };
        ActionItem: {
            due: string | null;
            owner: string | null;
            task: string;
        };
        AddedEvaluationCases: {
            added: number;
            duplicates: number;
            errors: components["schemas"]["RowProblem"][];
            invalid: number;
            received: number;
            total: number;
        };
        AddedExamples: {
            added: number;
            conflicts: {
                input: string;
                intents: (string | null)[];
            }[];
            duplicates: number;
            errors: components["schemas"]["RowProblem"][];
            invalid: number;
            received: number;
            total: number;
        };
        AddEvaluationCases: {
            cases?: unknown[];
        };
        AddExamples: {
            examples?: unknown[];
        };
        AddItem: {
            content?: string;
            crawl?: boolean | components["schemas"]["CrawlSettings"];
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
            refresh?: ("hourly" | "daily" | "weekly" | "monthly") | null;
            tags?: string[];
            title?: string;
            /** @enum {string} */
            type?: "text" | "markdown" | "html" | "faq";
            url?: string;
        };
        AdminUser: {
            createdAt: components["schemas"]["Timestamp"];
            deletionJobId: components["schemas"]["Id"] | null;
            email: string;
            id: components["schemas"]["Id"];
            name: string | null;
            organizationId: components["schemas"]["Id"];
            /** @enum {string} */
            role: "user" | "moderator" | "admin";
            /** @enum {string} */
            status: "active" | "suspended" | "deleting";
            updatedAt: components["schemas"]["Timestamp"];
            user_id: components["schemas"]["Id"];
            username: string;
        };
        AdminUserDetail: {
            apiKeys: number;
            createdAt: components["schemas"]["Timestamp"];
            deletionJobId: components["schemas"]["Id"] | null;
            email: string;
            id: components["schemas"]["Id"];
            name: string | null;
            organizationId: components["schemas"]["Id"];
            organizations: {
                createdAt: components["schemas"]["Timestamp"];
                id: components["schemas"]["Id"];
                name: string;
                /** @enum {string} */
                role: "viewer" | "editor" | "owner";
            }[];
            /** @enum {string} */
            role: "user" | "moderator" | "admin";
            sessions: number;
            /** @enum {string} */
            status: "active" | "suspended" | "deleting";
            twoFactor: boolean;
            updatedAt: components["schemas"]["Timestamp"];
            user_id: components["schemas"]["Id"];
            username: string;
        };
        AiConfig: {
            anthropic: {
                apiKey: string | null;
                defaultModel: string;
                enabled: boolean;
                fallbackModel: string | null;
                maxRetries: number;
                timeout: number;
            };
            budgets: {
                alertThresholds: number[];
                dailyLimit: number | null;
                monthlyLimit: number | null;
            };
            cache: {
                chatTtl: number;
                embeddingsTtl: number;
                enabled: boolean;
                searchTtl: number;
                summarizationTtl: number;
            };
            openai: {
                apiKey: string | null;
                defaultModel: string;
                enabled: boolean;
                fallbackModel: string | null;
                maxRetries: number;
                organization: string | null;
                timeout: number;
            };
            rateLimits: {
                chat: {
                    orgMaxRequests: number | null;
                    orgWindowMs: number | null;
                    userMaxRequests: number;
                    userWindowMs: number;
                };
                embeddings: {
                    orgMaxRequests: number | null;
                    orgWindowMs: number | null;
                    userMaxRequests: number;
                    userWindowMs: number;
                };
                moderation: {
                    orgMaxRequests: number | null;
                    orgWindowMs: number | null;
                    userMaxRequests: number;
                    userWindowMs: number;
                };
                search: {
                    orgMaxRequests: number | null;
                    orgWindowMs: number | null;
                    userMaxRequests: number;
                    userWindowMs: number;
                };
                summarize: {
                    orgMaxRequests: number | null;
                    orgWindowMs: number | null;
                    userMaxRequests: number;
                    userWindowMs: number;
                };
            };
            updatedAt: string | null;
            version: number;
        };
        AiConfigAnswer: {
            data: components["schemas"]["AiConfig"];
            /** @constant */
            success: true;
        };
        AiConfigChanged: {
            data: components["schemas"]["AiConfig"];
            message: string;
            /** @constant */
            success: true;
        };
        AiCosts: {
            data: {
                period: {
                    end: string;
                    start: string;
                };
                pricing: {
                    [key: string]: {
                        input: number | null;
                        output: number | null;
                    };
                };
                stats: {
                    avgCostPerRequest: number | null;
                    byDay: {
                        cost: number | null;
                        date: string;
                        requests: number;
                    }[];
                    byFeature: {
                        [key: string]: number | null;
                    };
                    byModel: {
                        [key: string]: {
                            avgCostPerRequest: number | null;
                            cost: number | null;
                            requests: number;
                            unpricedRequests: number;
                        };
                    };
                    totalCost: number | null;
                    totalRequests: number;
                    unpricedRequests: number;
                };
                topUsers: {
                    requests: number;
                    topFeature: string;
                    totalCost: number | null;
                    userId: string;
                    userName: string | null;
                }[];
            };
            /** @constant */
            success: true;
        };
        AiError: {
            code: string;
            details?: string;
            error: string;
            retryAfter?: number;
            /** @constant */
            success: false;
        };
        AiMessage: {
            author_id: string;
            author_name: string;
            channel_id?: string;
            content: string;
            /** Format: date-time */
            created_at: string;
            id: string;
            reactions?: {
                count: number;
                emoji: string;
            }[];
            thread_id?: string;
        };
        AiUsage: {
            data: {
                cache: {
                    chat: {
                        hitRate: number | null;
                        hits: number | null;
                        misses: number | null;
                        size: number | null;
                    };
                    embeddings: {
                        hitRate: number | null;
                        hits: number | null;
                        misses: number | null;
                        size: number | null;
                    };
                    search: {
                        hitRate: number | null;
                        hits: number | null;
                        misses: number | null;
                        size: number | null;
                    };
                    summarization: {
                        hitRate: number | null;
                        hits: number | null;
                        misses: number | null;
                        size: number | null;
                    };
                };
                date: string;
                /** @enum {string} */
                period: "daily" | "weekly" | "monthly";
                queues: {
                    metrics: {
                        avgProcessingTime: number | null;
                        avgWaitTime: number | null;
                        completed: number;
                        failed: number;
                        items: {
                            completed: number;
                            failed: number;
                            pending: number;
                            processing: number;
                        };
                        pending: number;
                        processing: number;
                    };
                    name: string;
                }[];
                range: {
                    end: string;
                    start: string;
                };
                usage: {
                    byFeature: {
                        [key: string]: {
                            cost: number | null;
                            requests: number;
                            tokens: number;
                            unpricedRequests: number;
                        };
                    };
                    byModel: {
                        [key: string]: {
                            cost: number | null;
                            requests: number;
                            tokens: number;
                            unpricedRequests: number;
                        };
                    };
                    completionTokens: number;
                    promptTokens: number;
                    requests: number;
                    totalCost: number | null;
                    totalTokens: number;
                    unpricedRequests: number;
                };
            };
            /** @constant */
            success: true;
        };
        Analysis: {
            /** @enum {string} */
            autoAction: "none" | "flag" | "hide" | "warn" | "mute" | "delete";
            categories: components["schemas"]["IssueScores"];
            confidence: number;
            detectedIssues: components["schemas"]["DetectedIssue"][];
            /** @enum {string} */
            priority: "low" | "medium" | "high" | "critical";
            /** @enum {string} */
            recommendedAction: "approve" | "flag" | "hide" | "delete";
            riskScore: number;
            shouldFlag: boolean;
        };
        AnalyzeContent: {
            content: string;
            contentId: string;
            /**
             * @default text
             * @enum {string}
             */
            contentType?: "text" | "image" | "video" | "file" | "profile" | "channel";
            /** @default true */
            enableClassification?: boolean;
            /** @default true */
            enableSpam?: boolean;
            /** @default true */
            enableToxicity?: boolean;
            metadata?: components["schemas"]["ContentMetadata"] | null;
            policy?: components["schemas"]["ModerationPolicyChange"];
        };
        AnalyzeContentAnswer: {
            analysis: components["schemas"]["Analysis"];
            classification: components["schemas"]["Classification"] | null;
            language: string | null;
            /** @enum {string} */
            provider: "openai" | "local";
            queueItemId: string | null;
            skippedChecks: components["schemas"]["SkippedCheck"][];
            spamAnalysis: components["schemas"]["SpamAnalysis"] | null;
            /** @constant */
            success: true;
            toxicityAnalysis: components["schemas"]["ToxicityAnalysis"] | null;
        };
        AnalyzeSentiment: {
            message?: components["schemas"]["AiMessage"];
            messages?: components["schemas"]["AiMessage"][];
            options?: {
                language?: string;
            };
            period?: {
                /** Format: date-time */
                end: string;
                /** Format: date-time */
                start: string;
            };
            /**
             * @default single
             * @enum {string}
             */
            type?: "single" | "trend" | "morale";
        };
        /** @enum {string} */
        AnswerStatus: "answering" | "answered" | "interrupted";
        ApiKey: {
            createdAt: components["schemas"]["Timestamp"];
            expiresAt: components["schemas"]["Timestamp"] | null;
            id: components["schemas"]["Id"];
            lastUsedAt: components["schemas"]["Timestamp"] | null;
            name: string | null;
            prefix: string;
            scopes: ("read" | "chat" | "write" | "admin")[];
        };
        ApplyLearning: {
            itemIds?: components["schemas"]["Id"][];
            train?: boolean;
        };
        AuditEntry: {
            /** @enum {string} */
            action: "ai-config.updated" | "api-key.created" | "api-key.revoked" | "backup.deleted" | "backup.requested" | "budget.updated" | "chatbot.deleted" | "chatbot.exported" | "chatbot.imported" | "chatbot.published" | "chatbot.rolled-back" | "dataset.deleted" | "invitation.accepted" | "invitation.created" | "invitation.revoked" | "knowledge-base.deleted" | "member.removed" | "member.role-changed" | "memory.deleted" | "organization.deleted" | "organization.owner-replaced" | "organization.updated" | "plugin.configured" | "plugin.created" | "plugin.deleted" | "plugin.installed" | "plugin.uninstalled" | "plugin.updated" | "sessions.revoked" | "totp.disabled" | "totp.enabled" | "user.deleted" | "user.deletion-requested" | "user.email-changed" | "user.password-changed" | "user.password-reset" | "user.role-changed" | "user.status-changed" | "user.updated" | "webhook.created" | "webhook.deleted" | "webhook.disabled" | "webhook.secret-rotated" | "webhook.updated";
            actorId: components["schemas"]["Id"] | null;
            createdAt: components["schemas"]["Timestamp"];
            credentialId: components["schemas"]["Id"] | null;
            details: {
                [key: string]: unknown;
            };
            id: components["schemas"]["Id"];
            organizationId: components["schemas"]["Id"] | null;
            target: {
                id: string;
                type: string;
            };
            via: ("session" | "api-key") | null;
        };
        Backup: {
            completedAt: components["schemas"]["Timestamp"] | null;
            createdAt: components["schemas"]["Timestamp"];
            error: string | null;
            id: components["schemas"]["Id"];
            jobId: components["schemas"]["Id"] | null;
            note: string | null;
            result: components["schemas"]["BackupResult"] | null;
            /** @enum {string} */
            status: "running" | "completed" | "failed" | "cancelled";
        };
        BackupResult: {
            bytes: number;
            documents: number;
            files: number;
            madeAt: components["schemas"]["Timestamp"];
            manifestSha256: string;
            missingOriginals: number;
            originals: number;
            points: number;
        };
        BatchContent: {
            content: string;
            contentId: string;
            /**
             * @default text
             * @enum {string}
             */
            contentType?: "text" | "image" | "video" | "file" | "profile" | "channel";
            metadata?: components["schemas"]["ContentMetadata"] | null;
        };
        Budget: {
            alertThresholds: number[];
            daily: number | null;
            monthly: number | null;
            reserved: number;
            /** @enum {string} */
            scope: "organization" | "chatbot" | "job";
            scopeId: components["schemas"]["Id"];
            spent: {
                daily: number;
                monthly: number;
            };
            /** @enum {string} */
            state: "ok" | "alert" | "capped";
        };
        CancelEmbeddingJob: {
            jobId: string;
        };
        CaseScores: {
            cited: number | null;
            contains: number | null;
            cosine: number | null;
            f1: number | null;
            grounded: number | null;
            rank: number | null;
            reciprocalRank: number | null;
            refusal: number | null;
            retrieved: number | null;
            score: number | null;
            similarity: number | null;
        };
        Catchup: {
            actionItems: components["schemas"]["ActionItem"][];
            decisions: {
                author: string;
                messageId: string;
                text: string;
            }[];
            mentions: {
                author: string;
                messageId: string;
                text: string;
            }[];
            messageCount: number;
            participants: string[];
            questions: {
                author: string;
                messageId: string;
                text: string;
            }[];
            /** Format: date-time */
            since: string;
            summary: string;
            /** Format: date-time */
            until: string;
        };
        ChangeChunking: {
            overlap?: number;
            size?: number;
        };
        ChangeLearningStatus: {
            /** @enum {string} */
            status: "pending" | "approved" | "rejected" | "applied";
        };
        ChangeMember: {
            /** @enum {string} */
            role: "viewer" | "editor" | "owner";
        };
        Chatbot: {
            createdAt: components["schemas"]["Timestamp"];
            createdBy: components["schemas"]["Id"];
            description: string | null;
            evaluation: components["schemas"]["PublishingRequirement"] | null;
            headVersion: number | null;
            id: components["schemas"]["Id"];
            instructions: string | null;
            language: components["schemas"]["LanguageTag"] | null;
            links: components["schemas"]["LinkSettings"];
            model: components["schemas"]["ModelSettings"];
            name: string;
            organizationId: components["schemas"]["Id"];
            publishedVersion: number | null;
            /** @enum {string} */
            publishing: "automatic" | "manual";
            retrieval: components["schemas"]["RetrievalSettings"];
            settings: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            status: "active" | "inactive";
            updatedAt: components["schemas"]["Timestamp"];
            welcomeMessage: string | null;
        };
        Chunking: {
            /** @default 20 */
            overlap?: number;
            /** @default 200 */
            size?: number;
        };
        Citation: {
            chunkId: components["schemas"]["Id"];
            index: number;
            itemId: components["schemas"]["Id"];
            score: number;
            source: string;
            text: string;
            title: string;
        };
        Classification: {
            category: string;
            confidence: number;
            subcategory: string | null;
            tags: string[];
        };
        ClassifierConfig: {
            enabled: boolean;
            maxTags: number;
            minConfidence: number;
        };
        CommunityError: {
            error: {
                code: string;
                details: {
                    [key: string]: unknown;
                };
                documentation_url: string;
                message: string;
                request_id: string;
                timestamp: string;
            };
        };
        CommunityHealth: {
            services: {
                [key: string]: {
                    engine?: string;
                    response_time: string | null;
                    /** @enum {string} */
                    status: "healthy" | "unhealthy";
                };
            };
            /** @enum {string} */
            status: "healthy" | "degraded" | "unhealthy";
            uptime: string;
            version: string;
        };
        ConfigurePlugin: {
            config?: components["schemas"]["PluginConfig"] | null;
            confirm?: components["schemas"]["ToolName"][] | null;
            enabled?: boolean;
            tools?: components["schemas"]["ToolName"][] | null;
            triggers?: components["schemas"]["PluginTrigger"][] | null;
            version?: string;
        };
        ConfirmTotp: {
            code: string;
        };
        ContentMetadata: {
            caption?: string;
            channelId?: string;
            extractedText?: string;
            mimeType?: string;
            name?: string;
            thumbnailUrl?: string;
            url?: string;
            userId?: string;
        } & {
            [key: string]: unknown;
        };
        ConversationAnswer: {
            citations: components["schemas"]["Citation"][];
            confidence: number | null;
            conversationId: components["schemas"]["Id"];
            entities: components["schemas"]["MessageEntity"][] | null;
            grounded: boolean;
            intent: {
                confidence: number;
                name: string | null;
            } | null;
            language: components["schemas"]["LanguageTag"] | null;
            latencyMs: number;
            message: string;
            messageId: components["schemas"]["Id"];
            model: string;
            provider: string;
            sentiment: {
                label: string;
                score: number;
            } | null;
            toolCalls: components["schemas"]["ToolCallRecord"][];
            usage: components["schemas"]["TokenUsage"];
            version: number | null;
        };
        CopiedChatbot: {
            createdAt: components["schemas"]["Timestamp"];
            createdBy: components["schemas"]["Id"];
            description: string | null;
            evaluation: components["schemas"]["PublishingRequirement"] | null;
            headVersion: number | null;
            id: components["schemas"]["Id"];
            instructions: string | null;
            jobId: components["schemas"]["Id"] | null;
            jobIds: components["schemas"]["Id"][];
            language: components["schemas"]["LanguageTag"] | null;
            links: components["schemas"]["LinkSettings"];
            model: components["schemas"]["ModelSettings"];
            name: string;
            notes: string[];
            organizationId: components["schemas"]["Id"];
            publishedVersion: number | null;
            /** @enum {string} */
            publishing: "automatic" | "manual";
            retrieval: components["schemas"]["RetrievalSettings"];
            settings: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            status: "active" | "inactive";
            updatedAt: components["schemas"]["Timestamp"];
            welcomeMessage: string | null;
        };
        CostInfo: {
            requestCount: number;
            totalCost: number | null;
        };
        CrawlSettings: {
            /** @default [] */
            exclude?: string[];
            /** @default [] */
            include?: string[];
            /** @default 3 */
            maxDepth?: number;
            /** @default 50 */
            maxPages?: number;
            /** @default null */
            pathPrefix?: string | null;
        };
        CrawlSettingsOutput: {
            /** @default [] */
            exclude: string[];
            /** @default [] */
            include: string[];
            /** @default 3 */
            maxDepth: number;
            /** @default 50 */
            maxPages: number;
            /** @default null */
            pathPrefix: string | null;
        };
        CreateApiKey: {
            expiresAt?: components["schemas"]["Timestamp"];
            name?: string;
            /**
             * @default [
             *       "read",
             *       "chat",
             *       "write"
             *     ]
             */
            scopes?: ("read" | "chat" | "write" | "admin")[];
        };
        CreateChatbot: {
            description?: string;
            instructions?: string;
            language?: components["schemas"]["LanguageTag"];
            links?: components["schemas"]["LinkSettings"];
            model?: components["schemas"]["ModelSettings"];
            name: string;
            /** @enum {string} */
            publishing?: "automatic" | "manual";
            retrieval?: components["schemas"]["RetrievalSettings"];
            settings?: {
                [key: string]: string | number | boolean | null;
            };
            /** @enum {string} */
            status?: "active" | "inactive";
            welcomeMessage?: string;
        };
        CreatedApiKey: {
            createdAt: components["schemas"]["Timestamp"];
            expiresAt: components["schemas"]["Timestamp"] | null;
            id: components["schemas"]["Id"];
            key: string;
            name: string | null;
            prefix: string;
            scopes: ("read" | "chat" | "write" | "admin")[];
        };
        CreateDataset: {
            description?: string;
            examples?: components["schemas"]["NewExample"][];
            name: string;
        };
        CreatedInvitation: {
            acceptedAt: components["schemas"]["Timestamp"] | null;
            createdAt: components["schemas"]["Timestamp"];
            email: string;
            expiresAt: components["schemas"]["Timestamp"];
            id: components["schemas"]["Id"];
            invitedBy: components["schemas"]["Id"];
            /** @enum {string} */
            role: "viewer" | "editor" | "owner";
            /** @enum {string} */
            status: "pending" | "accepted" | "revoked" | "expired";
            token: string;
        };
        CreateEvaluationSet: {
            cases?: components["schemas"]["NewEvaluationCase"][];
            description?: string;
            name: string;
        };
        CreateInvitation: {
            email: string & (unknown & unknown);
            /** @enum {string} */
            role: "viewer" | "editor" | "owner";
        };
        CreateKnowledgeBase: {
            /**
             * @default {
             *       "size": 200,
             *       "overlap": 20
             *     }
             */
            chunking?: components["schemas"]["Chunking"];
            description?: string;
            /** @default en */
            language?: components["schemas"]["LanguageTag"];
            name: string;
        };
        CreateLearningItem: {
            answer?: string | null;
            intent?: string | null;
            /**
             * @default knowledge
             * @enum {string}
             */
            kind?: "knowledge" | "example" | "correction";
            messageIds?: components["schemas"]["Id"][];
            question: string;
        };
        CreatePersonality: {
            description?: string;
            examples?: components["schemas"]["PersonalityExample"][];
            instructions?: string;
            isDefault?: boolean;
            name: string;
            style?: components["schemas"]["PersonalityStyle"];
            tone?: string;
            traits?: components["schemas"]["Trait"][];
        };
        CreateWebhook: {
            active?: boolean;
            events: ("message.received" | "message.sent" | "conversation.started" | "conversation.ended" | "user.registered" | "chatbot.created" | "training.completed" | "evaluation.completed" | "digest.completed" | "webhook.disabled" | "budget.alert" | "budget.capped" | "message.created" | "channel.updated" | "user.joined" | "*")[];
            filters?: components["schemas"]["WebhookFilters"];
            name?: string;
            secret?: string;
            url: string;
        };
        Dataset: {
            chatbotId: components["schemas"]["Id"];
            createdAt: components["schemas"]["Timestamp"];
            createdBy: components["schemas"]["Id"];
            description: string | null;
            examples: {
                intents: components["schemas"]["IntentCount"][];
                outOfScope: number;
                total: number;
                unlabelled: number;
                withOutput: number;
            };
            id: components["schemas"]["Id"];
            name: string;
            updatedAt: components["schemas"]["Timestamp"];
        };
        DeletedUser: {
            id: components["schemas"]["Id"];
            jobId: components["schemas"]["Id"];
            user_id: components["schemas"]["Id"];
        };
        Delivery: {
            attemptCount: number;
            attempts: components["schemas"]["DeliveryAttempt"][];
            createdAt: components["schemas"]["Timestamp"];
            deliveredAt: components["schemas"]["Timestamp"] | null;
            delivery_id: components["schemas"]["Id"];
            eventId: string;
            id: components["schemas"]["Id"];
            nextAttemptAt: components["schemas"]["Timestamp"] | null;
            /** @enum {string} */
            state: "pending" | "delivered" | "failed" | "disabled";
            test: boolean;
            /** @enum {string} */
            type: "message.received" | "message.sent" | "conversation.started" | "conversation.ended" | "user.registered" | "chatbot.created" | "training.completed" | "evaluation.completed" | "digest.completed" | "webhook.disabled" | "budget.alert" | "budget.capped" | "message.created" | "channel.updated" | "user.joined" | "webhook.test";
            webhook_id: components["schemas"]["Id"];
            webhookId: components["schemas"]["Id"];
        };
        DeliveryAttempt: {
            at: components["schemas"]["Timestamp"];
            durationMs: number;
            error: string | null;
            request: {
                body: string;
                headers: {
                    [key: string]: string;
                };
                url: string;
            };
            response: {
                body: string;
                contentType: string | null;
                retryAfter: string | null;
            } | null;
            status: number | null;
        };
        DeliveryStats: {
            failed_deliveries: number;
            pending_deliveries: number;
            successful_deliveries: number;
            total_deliveries: number;
        };
        DetectedIssue: {
            confidence: number;
            details: string;
            /** @enum {string} */
            severity: "low" | "medium" | "high" | "critical";
            /** @enum {string} */
            type: "toxicity" | "spam" | "profanity" | "nsfw";
        };
        Digest: {
            highlights: string[];
            keyTopics?: {
                messageCount: number;
                participants: string[];
                topic: string;
            }[];
            period: {
                /** Format: date-time */
                end: string;
                /** Format: date-time */
                start: string;
            };
            stats?: {
                activeUsers: number;
                reactions: number | null;
                threadsStarted: number | null;
                totalMessages: number;
            };
            summary: string;
            trends?: {
                mostActive: string | null;
                mostReacted: string | null;
                peakHours: string[];
            };
        };
        DigestAnswer: {
            costInfo: components["schemas"]["CostInfo"];
            digest: components["schemas"]["Digest"];
            digestId: string;
            jobId: string;
            /** @enum {string} */
            provider: "openai" | "anthropic" | "local";
            /** @constant */
            success: true;
        };
        Digests: {
            digests: components["schemas"]["StoredDigest"][];
            pagination: components["schemas"]["Pagination"];
            /** @constant */
            success: true;
        };
        DigestSchedule: {
            at: string | null;
            enabled: boolean;
            frequency: ("daily" | "weekly" | "monthly") | null;
            lastRun: components["schemas"]["Timestamp"] | null;
            nextRun: components["schemas"]["Timestamp"] | null;
            timezone: string | null;
        };
        DigestScheduleAnswer: {
            available: boolean;
            /** @enum {string} */
            provider: "openai" | "anthropic" | "local";
            schedule: components["schemas"]["DigestSchedule"];
            /** @constant */
            success: true;
        };
        DigestScheduleDropped: {
            message: string;
            /** @constant */
            success: true;
        };
        DigestScheduleKept: {
            schedule: components["schemas"]["DigestSchedule"];
            /** @constant */
            success: true;
        };
        DigestScheduleRun: {
            digestId: components["schemas"]["Id"];
            jobId: components["schemas"]["Id"];
            /** @constant */
            success: true;
        };
        DisableTotp: {
            code?: string;
            password?: string;
        };
        DuplicateChatbot: {
            name?: string;
        };
        EarlierTurn: {
            answer: string;
            question: string;
        };
        EmbeddedTexts: {
            cached: number;
            dimensions: number;
            embeddings: number[][];
            generated: number;
            model: string;
            provider: string;
            /** @constant */
            success: true;
            usage: {
                promptTokens: number;
                totalTokens: number;
            };
        };
        EmbeddingJob: {
            completed_at: components["schemas"]["Timestamp"] | null;
            created_at: components["schemas"]["Timestamp"];
            error_message: string | null;
            estimatedTimeRemaining: number | null;
            failed_embeddings: number;
            failures: components["schemas"]["JobItem"][];
            id: components["schemas"]["Id"];
            /** @enum {string} */
            job_type: "initial" | "reindex" | "repair";
            metadata: {
                [key: string]: unknown;
            };
            percentage: number;
            processed_messages: number;
            started_at: components["schemas"]["Timestamp"] | null;
            /** @enum {string} */
            status: "queued" | "running" | "paused" | "completed" | "failed" | "cancelled";
            successful_embeddings: number;
            total_messages: number;
            updated_at: components["schemas"]["Timestamp"];
            waiting: string | null;
        };
        EmbeddingJobAnswer: {
            job?: components["schemas"]["EmbeddingJob"];
            jobs?: components["schemas"]["EmbeddingJobSummary"][];
            /** @constant */
            success: true;
        };
        EmbeddingJobCancelled: {
            job: {
                completed_at: components["schemas"]["Timestamp"] | null;
                id: components["schemas"]["Id"];
                /** @enum {string} */
                status: "queued" | "running" | "paused" | "completed" | "failed" | "cancelled";
            };
            message: string;
            /** @constant */
            success: true;
        };
        EmbeddingJobStarted: {
            jobId: components["schemas"]["Id"];
            message: string;
            /** @constant */
            success: true;
        };
        EmbeddingJobSummary: {
            completed_at: components["schemas"]["Timestamp"] | null;
            created_at: components["schemas"]["Timestamp"];
            failed_embeddings: number;
            id: components["schemas"]["Id"];
            /** @enum {string} */
            job_type: "initial" | "reindex" | "repair";
            processed_messages: number;
            started_at: components["schemas"]["Timestamp"] | null;
            /** @enum {string} */
            status: "queued" | "running" | "paused" | "completed" | "failed" | "cancelled";
            successful_embeddings: number;
            total_messages: number;
        };
        EmbeddingService: {
            available: boolean;
            model: {
                dimensions: number;
                maxTokens: number | null;
                name: string;
                provider: string;
            };
            models: string[];
            stats: {
                cacheHits: number;
                cacheMisses: number;
                cacheSize: number;
                hitRate: number | null;
                totalCost: number | null;
                totalRequests: number;
                totalTokens: number;
            };
            /** @constant */
            success: true;
        };
        EmbeddingStatistics: {
            cache: {
                avgUsagePerEntry: number | null;
                recentlyUsed: number;
                totalEntries: number;
                totalUsage: number;
            };
            coverage: {
                coveragePercentage: number | null;
                failedEmbeddings: number;
                messagesWithEmbeddings: number;
                oldestUnembeddedMessage: components["schemas"]["Timestamp"] | null;
                pendingEmbeddings: number;
                totalMessages: number;
            };
            dailyStats: {
                avg_processing_time_ms: number | null;
                cache_hit_count: number;
                cache_miss_count: number;
                date: string;
                error_count: number;
                estimated_cost: string | null;
                model: string;
                total_embeddings: number;
                total_tokens: number;
            }[];
            indexHealth: {
                indexEfficiency: number | null;
                indexName: string;
                indexSize: number;
                totalVectors: number;
            };
            performance: {
                avgCostPerEmbedding: string | null;
                cacheHitRate: string | null;
                errorRate: string | null;
                totalCost: string | null;
                totalEmbeddings: number;
                totalTokens: number;
            };
            queue: {
                failed: number;
                pending: number;
                processing: number;
            };
            /** @constant */
            success: true;
        };
        EmbedTexts: {
            model?: string;
            texts: string[];
        };
        Empty: null;
        EndedConversation: {
            id: components["schemas"]["Id"];
            /** @constant */
            status: "ended";
        };
        EndedSessions: {
            ended: number;
        };
        EndUserId: string;
        EnrolledTotp: {
            secret: string;
            uri: string;
        };
        Entity: {
            confidence: number;
            id: components["schemas"]["Id"];
            lastMentionedAt: components["schemas"]["Timestamp"];
            mentions: number;
            normalized?: string;
            /** @enum {string} */
            source: "user" | "extracted" | "api";
            type: string;
            value: string;
        };
        EntitySpan: {
            end: number;
            start: number;
            type: string;
            value?: string;
        };
        EstimateJob: {
            characters?: number;
            items?: {
                content: string;
                title?: string;
                /** @enum {string} */
                type?: "text" | "markdown" | "html" | "faq";
            }[];
            /** @constant */
            kind: "ingest";
            knowledgeBaseId: components["schemas"]["Id"];
        } | {
            chunking?: components["schemas"]["ChangeChunking"] | null;
            /** @constant */
            kind: "reindex";
            knowledgeBaseId: components["schemas"]["Id"];
            language?: components["schemas"]["LanguageTag"];
        } | {
            /** @constant */
            kind: "embeddings";
            /**
             * @default initial
             * @enum {string}
             */
            type?: "initial" | "reindex" | "repair";
        } | {
            channelId: string;
            /** @constant */
            kind: "digest";
            messages?: components["schemas"]["AiMessage"][];
            /** @enum {string} */
            period?: "daily" | "weekly" | "monthly";
        } | {
            items: number;
            /** @constant */
            kind: "moderation-batch";
        } | {
            chatbotId: components["schemas"]["Id"];
            config?: {
                epochs?: number;
                /** @enum {string} */
                method?: "classifier" | "fine-tuning";
                model?: string;
                seed?: number;
                validationSplit?: number;
            };
            datasetId?: components["schemas"]["Id"];
            datasetIds?: components["schemas"]["Id"][];
            /** @constant */
            kind: "training";
        } | {
            chatbotId: components["schemas"]["Id"];
            from?: string;
            /** @constant */
            kind: "learning";
            /** @default 100 */
            limit?: number;
            to?: string;
        } | {
            cases?: components["schemas"]["NewEvaluationCase"][];
            chatbotId: components["schemas"]["Id"];
            compareWith?: (("draft" | "published") | number) | null;
            /** @constant */
            kind: "evaluation";
            minimum?: number;
            name?: string;
            setId?: components["schemas"]["Id"];
            thresholds?: components["schemas"]["EvaluationThresholds"];
            /**
             * @default inside
             * @enum {string}
             */
            tools?: "inside" | "all";
            /** @default draft */
            version?: ("draft" | "published") | number;
        };
        EvaluatedAnswer: {
            answer: string | null;
            citations: {
                index: number;
                itemId: components["schemas"]["Id"];
                score: number;
                source: string;
                title: string;
            }[];
            cost: number | null;
            error: string | null;
            latencyMs: number | null;
            model: string | null;
            provider: string | null;
            refused: boolean | null;
            scores: components["schemas"]["CaseScores"];
            /** @enum {string} */
            status: "pending" | "answered" | "failed";
            tokens: {
                completion: number;
                prompt: number;
            } | null;
            toolCalls: {
                error: string | null;
                name: string;
                outcome: ("ok" | "failed" | "timeout" | "refused" | "invalid-arguments") | null;
            }[];
        };
        EvaluatedCase: {
            baseline: components["schemas"]["EvaluatedAnswer"] | null;
            change: ("better" | "same" | "worse") | null;
            expected: string | null;
            expectedSource: string | null;
            expectsRefusal: boolean;
            history: components["schemas"]["EarlierTurn"][];
            id: components["schemas"]["Id"];
            question: string;
            result: components["schemas"]["EvaluatedAnswer"];
        };
        Evaluation: {
            baseline: {
                figures: components["schemas"]["EvaluationFigures"];
                scores: components["schemas"]["EvaluationScores"];
            } | null;
            chatbotId: components["schemas"]["Id"];
            compareWith: {
                contentHash: string;
                version: number;
            } | null;
            comparison: components["schemas"]["EvaluationComparison"] | null;
            completedAt: components["schemas"]["Timestamp"] | null;
            contentHash: string;
            createdAt: components["schemas"]["Timestamp"];
            createdBy: components["schemas"]["Id"];
            embeddingModel: string | null;
            error: string | null;
            figures: components["schemas"]["EvaluationFigures"] | null;
            id: components["schemas"]["Id"];
            jobId: components["schemas"]["Id"];
            missed: {
                mean: number | null;
                /** @enum {string} */
                metric: "score" | "f1" | "similarity" | "contains" | "cited" | "retrieved" | "reciprocalRank" | "refusal" | "grounded";
                minimum: number;
            }[];
            name: string;
            passed: boolean | null;
            progress: {
                done: number;
                failed: number;
                percentage: number;
                skipped: number;
                total: number;
            };
            scores: components["schemas"]["EvaluationScores"] | null;
            setId: components["schemas"]["Id"] | null;
            setRevision: number | null;
            /** @enum {string} */
            status: "queued" | "running" | "paused" | "completed" | "failed" | "cancelled";
            thresholds: components["schemas"]["EvaluationThresholds"];
            /** @enum {string} */
            tools: "inside" | "all";
            version: number;
            waiting: string | null;
        };
        EvaluationCase: {
            createdAt: components["schemas"]["Timestamp"];
            expected: string | null;
            expectedSource: string | null;
            expectsRefusal: boolean;
            history: components["schemas"]["EarlierTurn"][];
            id: components["schemas"]["Id"];
            question: string;
        };
        EvaluationComparison: {
            better: number;
            differences: {
                cited: components["schemas"]["MeanScore"] | null;
                contains: components["schemas"]["MeanScore"] | null;
                f1: components["schemas"]["MeanScore"] | null;
                grounded: components["schemas"]["MeanScore"] | null;
                reciprocalRank: components["schemas"]["MeanScore"] | null;
                refusal: components["schemas"]["MeanScore"] | null;
                retrieved: components["schemas"]["MeanScore"] | null;
                score: components["schemas"]["MeanScore"] | null;
                similarity: components["schemas"]["MeanScore"] | null;
            };
            same: number;
            worse: number;
        };
        EvaluationFigures: {
            answered: number;
            cost: number | null;
            failed: number;
            latencyMs: {
                mean: number;
                median: number;
                p95: number;
            } | null;
            tokens: {
                completion: number;
                prompt: number;
            } | null;
        };
        EvaluationScores: {
            cited: components["schemas"]["MeanScore"] | null;
            contains: components["schemas"]["MeanScore"] | null;
            f1: components["schemas"]["MeanScore"] | null;
            grounded: components["schemas"]["MeanScore"] | null;
            reciprocalRank: components["schemas"]["MeanScore"] | null;
            refusal: components["schemas"]["MeanScore"] | null;
            retrieved: components["schemas"]["MeanScore"] | null;
            score: components["schemas"]["MeanScore"] | null;
            similarity: components["schemas"]["MeanScore"] | null;
        };
        EvaluationSet: {
            cases: {
                refusals: number;
                total: number;
                withExpected: number;
                withHistory: number;
                withSource: number;
            };
            chatbotId: components["schemas"]["Id"];
            createdAt: components["schemas"]["Timestamp"];
            createdBy: components["schemas"]["Id"];
            description: string | null;
            id: components["schemas"]["Id"];
            name: string;
            revision: number;
            updatedAt: components["schemas"]["Timestamp"];
        };
        EvaluationThresholds: {
            cited?: number;
            contains?: number;
            f1?: number;
            grounded?: number;
            reciprocalRank?: number;
            refusal?: number;
            retrieved?: number;
            score?: number;
            similarity?: number;
        };
        EvaluationWithCases: {
            baseline: {
                figures: components["schemas"]["EvaluationFigures"];
                scores: components["schemas"]["EvaluationScores"];
            } | null;
            cases: components["schemas"]["EvaluatedCase"][];
            chatbotId: components["schemas"]["Id"];
            compareWith: {
                contentHash: string;
                version: number;
            } | null;
            comparison: components["schemas"]["EvaluationComparison"] | null;
            completedAt: components["schemas"]["Timestamp"] | null;
            contentHash: string;
            createdAt: components["schemas"]["Timestamp"];
            createdBy: components["schemas"]["Id"];
            embeddingModel: string | null;
            error: string | null;
            figures: components["schemas"]["EvaluationFigures"] | null;
            id: components["schemas"]["Id"];
            jobId: components["schemas"]["Id"];
            missed: {
                mean: number | null;
                /** @enum {string} */
                metric: "score" | "f1" | "similarity" | "contains" | "cited" | "retrieved" | "reciprocalRank" | "refusal" | "grounded";
                minimum: number;
            }[];
            name: string;
            passed: boolean | null;
            progress: {
                done: number;
                failed: number;
                percentage: number;
                skipped: number;
                total: number;
            };
            scores: components["schemas"]["EvaluationScores"] | null;
            setId: components["schemas"]["Id"] | null;
            setRevision: number | null;
            /** @enum {string} */
            status: "queued" | "running" | "paused" | "completed" | "failed" | "cancelled";
            thresholds: components["schemas"]["EvaluationThresholds"];
            /** @enum {string} */
            tools: "inside" | "all";
            version: number;
            waiting: string | null;
        };
        Evidence: {
            excerpt: string;
            messageId: components["schemas"]["Id"];
        };
        Example: {
            createdAt: components["schemas"]["Timestamp"];
            entities: {
                end: number;
                start: number;
                type: string;
                value: string;
            }[];
            id: components["schemas"]["Id"];
            input: string;
            intent: string | null;
            metadata: {
                [key: string]: unknown;
            };
            outOfScope: boolean;
            output: string | null;
        };
        FineTuningState: {
            cost: number | null;
            evaluation: {
                candidate: number;
                current: number;
                examples: number;
                isWorse: boolean;
            } | null;
            examples: {
                heldOut: number;
                training: number;
            };
            model: string | null;
            /** @constant */
            provider: "openai";
            providerJobId: string | null;
            status: string | null;
            trainedTokens: number | null;
            trainingLoss: number | null;
            validationLoss: number | null;
        };
        FoundMessages: {
            count: number;
            isSemanticSearch: boolean;
            /** @enum {string} */
            provider: "openai" | "anthropic" | "local";
            results: {
                context?: {
                    content: string;
                    id: string;
                    /** @enum {string} */
                    position: "before" | "after";
                }[];
                message: {
                    author_id: string;
                    author_name: string;
                    channel_id: string;
                    content: string;
                    /** Format: date-time */
                    created_at: string;
                    id: string;
                    reactions?: {
                        count: number;
                        emoji: string;
                    }[];
                    thread_id?: string;
                };
                rank: number;
                similarity: number;
            }[];
            searched: {
                messages: number;
                semantically: number;
            };
            /** @constant */
            success: true;
        };
        GenerateLearning: {
            from?: string;
            /** @default 100 */
            limit?: number;
            to?: string;
        };
        Health: {
            /** @constant */
            authentication?: "bypassed";
            /** @enum {string} */
            status: "healthy" | "degraded" | "unhealthy";
            timestamp: components["schemas"]["Timestamp"];
            uptime: number;
            version: string;
        };
        HealthStatus: {
            /** @constant */
            authentication?: "bypassed";
            process: {
                memoryBytes: number;
                nodeVersion: string;
                pid: number;
            };
            providers: {
                lastError: string | null;
                provider: string;
                retryAt: components["schemas"]["Timestamp"] | null;
                state: string;
            }[];
            services: {
                [key: string]: {
                    engine?: string;
                    error: string | null;
                    required: boolean;
                    responseTimeMs: number | null;
                    /** @enum {string} */
                    status: "healthy" | "unhealthy";
                };
            };
            /** @enum {string} */
            status: "healthy" | "degraded" | "unhealthy";
            timestamp: components["schemas"]["Timestamp"];
            uptime: number;
            version: string;
            workers: number | null;
        };
        HistoryMessage: {
            citations?: components["schemas"]["Citation"][];
            content: string;
            conversationId: components["schemas"]["Id"];
            createdAt: components["schemas"]["Timestamp"];
            id: components["schemas"]["Id"];
            language?: components["schemas"]["LanguageTag"] | null;
            rating?: {
                feedback: string | null;
                rating: number;
            } | null;
            /** @enum {string} */
            role: "user" | "assistant" | "system";
            status?: components["schemas"]["AnswerStatus"];
            toolCalls?: components["schemas"]["ToolCallRecord"][];
            userId: string | null;
        };
        Id: string;
        ImportChatbot: {
            name?: string;
        };
        Insight: {
            count: number;
            evidence: components["schemas"]["Evidence"][];
            figures: {
                [key: string]: number;
            };
            firstSeenAt: components["schemas"]["Timestamp"];
            id: components["schemas"]["Id"];
            /** @enum {string} */
            kind: "unanswered" | "low-rating" | "intent-drift" | "knowledge-gap" | "cost";
            lastSeenAt: components["schemas"]["Timestamp"];
            /** @enum {string} */
            severity: "low" | "medium" | "high";
            suggestion: string;
            title: string;
        };
        InstallPlugin: {
            config?: components["schemas"]["PluginConfig"];
            confirm?: components["schemas"]["ToolName"][];
            enabled?: boolean;
            pluginId: components["schemas"]["Id"];
            tools?: components["schemas"]["ToolName"][] | null;
            triggers?: components["schemas"]["PluginTrigger"][];
            version?: string;
        };
        IntentAnalytics: {
            from: components["schemas"]["Timestamp"];
            /** @enum {string} */
            interval: "hour" | "day" | "week" | "month";
            series: {
                classified: number;
                intents: {
                    averageConfidence: number;
                    count: number;
                    intent: string;
                    share: number;
                }[];
                otherIntents: number;
                outOfScope: number;
                start: components["schemas"]["Timestamp"];
                unclassified: number;
            }[];
            timezone: string;
            to: components["schemas"]["Timestamp"];
            totals: components["schemas"]["IntentAnalyticsTotals"];
        };
        IntentAnalyticsTotals: {
            classified: number;
            intents: {
                averageConfidence: number;
                count: number;
                intent: string;
                share: number;
            }[];
            otherIntents: number;
            outOfScope: number;
            unclassified: number;
        };
        IntentCount: {
            examples: number;
            intent: string;
        };
        Invitation: {
            acceptedAt: components["schemas"]["Timestamp"] | null;
            createdAt: components["schemas"]["Timestamp"];
            email: string;
            expiresAt: components["schemas"]["Timestamp"];
            id: components["schemas"]["Id"];
            invitedBy: components["schemas"]["Id"];
            /** @enum {string} */
            role: "viewer" | "editor" | "owner";
            /** @enum {string} */
            status: "pending" | "accepted" | "revoked" | "expired";
        };
        IssueScores: {
            nsfw: number | null;
            profanity: number | null;
            spam: number | null;
            toxicity: number | null;
        };
        Job: {
            completedAt: components["schemas"]["Timestamp"] | null;
            createdAt: components["schemas"]["Timestamp"];
            error: string | null;
            id: components["schemas"]["Id"];
            /** @enum {string} */
            kind: "ingest" | "reindex" | "training" | "learning" | "evaluation" | "embeddings" | "digest" | "moderation-batch" | "user-deletion" | "backup";
            pausedAt: components["schemas"]["Timestamp"] | null;
            progress: components["schemas"]["JobProgress"];
            purpose: ("refresh" | "generate" | "apply" | "undo" | "initial" | "reindex" | "repair") | null;
            result: {
                [key: string]: unknown;
            } | null;
            runId: string | null;
            stage: string | null;
            startedAt: components["schemas"]["Timestamp"] | null;
            /** @enum {string} */
            status: "queued" | "running" | "paused" | "completed" | "failed" | "cancelled";
            subject: {
                id: string;
                type: string;
            } | null;
            url: string | null;
            waiting: string | null;
            workflowId: string;
        };
        JobEstimate: {
            budgets: {
                remaining: {
                    daily: number | null;
                    monthly: number | null;
                };
                /** @enum {string} */
                scope: "organization" | "chatbot" | "job";
                scopeId: components["schemas"]["Id"];
            }[];
            cost: {
                expected: number | null;
                maximum: number | null;
            };
            fits: boolean | null;
            /** @enum {string} */
            kind: "ingest" | "reindex" | "embeddings" | "digest" | "moderation-batch" | "training" | "learning" | "evaluation";
            model: string | null;
            provider: string;
            requests: number | null;
            tokens: {
                completion: number | null;
                prompt: number | null;
            };
        };
        JobItem: {
            attempts: number;
            error: string | null;
            id: components["schemas"]["Id"];
            /** @enum {string} */
            status: "pending" | "running" | "done" | "failed" | "skipped" | "cancelled";
            subjectId: components["schemas"]["Id"];
            title: string | null;
            updatedAt: components["schemas"]["Timestamp"];
        };
        JobProgress: {
            done: number;
            estimatedTimeRemaining: number | null;
            failed: number;
            percentage: number;
            skipped: number;
            total: number;
        };
        JsonSchema: {
            [key: string]: components["schemas"]["__schema0"];
        };
        JsonSchemaOutput: {
            [key: string]: components["schemas"]["__schema6"];
        };
        KnowledgeBase: {
            building: {
                chunking: {
                    overlap: number;
                    size: number;
                };
                embeddingModel: string;
                generation: number;
                jobId: components["schemas"]["Id"];
                language: components["schemas"]["LanguageTag"];
                startedAt: components["schemas"]["Timestamp"];
            } | null;
            chatbotId: components["schemas"]["Id"];
            chunking: {
                overlap: number;
                size: number;
            };
            createdAt: components["schemas"]["Timestamp"];
            description: string | null;
            embeddingModel: string;
            generation: number;
            id: components["schemas"]["Id"];
            items: {
                failed: number;
                pending: number;
                processing: number;
                ready: number;
                total: number;
            };
            language: components["schemas"]["LanguageTag"];
            name: string;
            organizationId: components["schemas"]["Id"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        KnowledgeItem: {
            chunks: number | null;
            crawl: components["schemas"]["CrawlSettingsOutput"] | null;
            createdAt: components["schemas"]["Timestamp"];
            error: string | null;
            id: components["schemas"]["Id"];
            knowledgeBaseId: components["schemas"]["Id"];
            lastFetchedAt: components["schemas"]["Timestamp"] | null;
            metadata: {
                [key: string]: unknown;
            };
            parentId: components["schemas"]["Id"] | null;
            refresh: ("hourly" | "daily" | "weekly" | "monthly") | null;
            revision: number;
            size: number;
            source: string;
            /** @enum {string} */
            status: "pending" | "processing" | "ready" | "failed";
            tags: string[];
            title: string;
            /** @enum {string} */
            type: "text" | "markdown" | "html" | "faq" | "pdf" | "docx" | "xlsx" | "csv" | "json" | "jsonl" | "zip";
            updatedAt: components["schemas"]["Timestamp"];
            url: string | null;
            warnings: string[];
        };
        LanguageTag: string;
        LearnedAs: {
            datasetId: components["schemas"]["Id"] | null;
            exampleId: components["schemas"]["Id"] | null;
            itemId: components["schemas"]["Id"] | null;
            knowledgeBaseId: components["schemas"]["Id"] | null;
        };
        LearningItem: {
            answer: string | null;
            appliedAt: components["schemas"]["Timestamp"] | null;
            chatbotId: components["schemas"]["Id"];
            createdAt: components["schemas"]["Timestamp"];
            createdBy: components["schemas"]["Id"];
            decidedBy: components["schemas"]["Id"] | null;
            evidence: components["schemas"]["Evidence"][];
            id: components["schemas"]["Id"];
            intent: string | null;
            jobId: components["schemas"]["Id"] | null;
            /** @enum {string} */
            kind: "knowledge" | "example" | "correction";
            learnedAs: components["schemas"]["LearnedAs"] | null;
            origin: components["schemas"]["LearningOrigin"] | null;
            question: string;
            /** @enum {string} */
            source: "manual" | "generated";
            /** @enum {string} */
            status: "pending" | "approved" | "rejected" | "applied";
            updatedAt: components["schemas"]["Timestamp"];
        };
        LearningOrigin: {
            itemId: components["schemas"]["Id"] | null;
            messageId: components["schemas"]["Id"] | null;
            model: string | null;
            score: number | null;
            title: string | null;
            /** @enum {string} */
            type: "passage" | "draft" | "rated-answer" | "intent-model";
        };
        LinkChanges: {
            allow?: ("known" | "any") | null;
            hosts?: string[] | null;
        };
        LinkSettings: {
            /** @enum {string} */
            allow?: "known" | "any";
            hosts?: string[];
        };
        Login: {
            cookie?: boolean;
            email?: string;
            password: string;
            totp?: string;
            username?: string;
        };
        MakeDigest: {
            channelId: string;
            messages: components["schemas"]["AiMessage"][];
            /** @default {} */
            options?: {
                /** @default true */
                includeStats?: boolean;
                /** @default true */
                includeTopics?: boolean;
                /** @default true */
                includeTrends?: boolean;
                /**
                 * @default daily
                 * @enum {string}
                 */
                period?: "daily" | "weekly" | "monthly";
            };
        };
        MeanScore: {
            high: number | null;
            low: number | null;
            mean: number;
            /** @enum {string} */
            method: "wilson" | "bootstrap";
            n: number;
        };
        MeetingNotes: {
            actionItems?: components["schemas"]["ActionItem"][];
            /** Format: date */
            date: string;
            decisions?: string[];
            openQuestions?: string[];
            participants?: string[];
            summary: string;
            title: string;
            topics?: string[];
        };
        MeetingOptions: {
            /** @default true */
            includeActionItems?: boolean;
            /** @default true */
            includeDecisions?: boolean;
            /** @default true */
            includeParticipants?: boolean;
            /** @default true */
            includeQuestions?: boolean;
            /** @default true */
            includeTopics?: boolean;
            title?: string;
        };
        Member: {
            createdAt: components["schemas"]["Timestamp"];
            email: string;
            id: components["schemas"]["Id"];
            name: string | null;
            /** @enum {string} */
            role: "viewer" | "editor" | "owner";
            userId: components["schemas"]["Id"];
            username: string;
        };
        MergeContext: {
            data?: {
                [key: string]: unknown;
            };
            expiresAt?: components["schemas"]["Timestamp"] | null;
            summary?: string | null;
        };
        MessageAnalytics: {
            from: components["schemas"]["Timestamp"];
            /** @enum {string} */
            interval: "hour" | "day" | "week" | "month";
            series: {
                averageLatencyMs: number | null;
                byLanguage: {
                    [key: string]: number;
                };
                completionTokens: number;
                cost: number | null;
                failed: number;
                grounded: number;
                p95LatencyMs: number | null;
                promptTokens: number;
                received: number;
                sent: number;
                start: components["schemas"]["Timestamp"];
                tokens: number;
                unanswered: number;
                unpriced: number;
            }[];
            timezone: string;
            to: components["schemas"]["Timestamp"];
            totals: components["schemas"]["MessageAnalyticsTotals"];
        };
        MessageAnalyticsTotals: {
            averageLatencyMs: number | null;
            byLanguage: {
                [key: string]: number;
            };
            completionTokens: number;
            cost: number | null;
            failed: number;
            grounded: number;
            p95LatencyMs: number | null;
            promptTokens: number;
            received: number;
            sent: number;
            tokens: number;
            unanswered: number;
            unpriced: number;
        };
        MessageEntity: {
            confidence: number;
            id?: components["schemas"]["Id"];
            normalized?: string;
            /** @enum {string} */
            source: "user" | "extracted" | "api";
            span?: [
                number,
                number
            ];
            type: string;
            value: string;
        };
        Messages: {
            messages: components["schemas"]["StoredMessage"][];
            pagination: components["schemas"]["Pagination"];
            /** @constant */
            success: true;
        };
        MessagesDeleted: {
            deleted: number;
            /** @constant */
            success: true;
        };
        MessageSelection: {
            channelId?: string;
            /** Format: date-time */
            from?: string;
            /** Format: date-time */
            to?: string;
            userId?: string;
        };
        MessagesStored: {
            created: number;
            /** @constant */
            success: true;
            unchanged: number;
            updated: number;
        };
        ModelChanges: {
            maxTokens?: number | null;
            name?: string | null;
            provider?: ("local" | "openai" | "anthropic") | null;
            temperature?: number | null;
        };
        ModelSettings: {
            maxTokens?: number;
            name?: string;
            /** @enum {string} */
            provider?: "local" | "openai" | "anthropic";
            temperature?: number;
        };
        ModerateBatch: {
            items: components["schemas"]["BatchContent"][];
            /** @default 10 */
            maxConcurrency?: number;
            policy?: components["schemas"]["ModerationPolicyChange"];
        };
        ModerateBatchAnswer: {
            errors?: string[];
            results: components["schemas"]["ModerationBatchResult"][];
            stats: components["schemas"]["ModerationBatchStats"];
            /** @constant */
            success: true;
        };
        ModeratedUser: {
            banned: {
                actionId: components["schemas"]["Id"];
                reason: string | null;
                since: components["schemas"]["Timestamp"];
                until: components["schemas"]["Timestamp"] | null;
            } | null;
            counts: {
                bans: number;
                mutes: number;
                violations: number;
                warnings: number;
            };
            muted: {
                actionId: components["schemas"]["Id"];
                reason: string | null;
                since: components["schemas"]["Timestamp"];
                until: components["schemas"]["Timestamp"] | null;
            } | null;
            trustScore: number;
            userId: string;
        };
        ModeratedUserAnswer: {
            /** @constant */
            success: true;
            user: components["schemas"]["ModeratedUser"];
        };
        ModerationActionAnswer: {
            actionId: components["schemas"]["Id"];
            affectedItems: number;
            message: string;
            /** @constant */
            success: true;
        };
        ModerationActionEntry: {
            /** @enum {string} */
            action: "flag" | "hide" | "delete" | "warn" | "mute" | "unmute" | "ban" | "unban" | "approve" | "reject" | "appeal";
            automated: boolean;
            duration: number | null;
            id: components["schemas"]["Id"];
            itemId: components["schemas"]["Id"] | null;
            moderatorId: components["schemas"]["Id"] | null;
            origin: ("ai" | "rule") | null;
            reason: string | null;
            targetId: string | null;
            targetType: string | null;
            targetUserId: string | null;
            timestamp: components["schemas"]["Timestamp"];
        };
        ModerationActionsAnswer: {
            auditLog: components["schemas"]["ModerationActionEntry"][];
            count: number;
            limit: number;
            page: number;
            pages: number;
            /** @constant */
            success: true;
            total: number;
        };
        ModerationBatchResult: {
            analysis?: components["schemas"]["Analysis"];
            classification?: components["schemas"]["Classification"] | null;
            contentId: string;
            error?: string;
            language?: string | null;
            processingTime: number;
            /** @enum {string} */
            provider?: "openai" | "local";
            queueItemId?: string | null;
            skippedChecks?: components["schemas"]["SkippedCheck"][];
            spamAnalysis?: components["schemas"]["SpamAnalysis"] | null;
            success: boolean;
            toxicityAnalysis?: components["schemas"]["ToxicityAnalysis"] | null;
        };
        ModerationBatchStats: {
            avgProcessingTime: number;
            failure: number;
            flagged: number;
            highPriority: number;
            processingTime: number;
            success: number;
            total: number;
        };
        ModerationBulkAnswer: {
            results: {
                actionId?: components["schemas"]["Id"];
                error?: string;
                success: boolean;
                targetId: string;
            }[];
            stats: {
                failure: number;
                success: number;
                total: number;
            };
            /** @constant */
            success: true;
        };
        ModerationJobStarted: {
            jobId: components["schemas"]["Id"];
            /** @constant */
            success: true;
        };
        ModerationMessage: {
            message: string;
            /** @constant */
            success: true;
        };
        ModerationPolicy: {
            autoModeration: boolean;
            muteMinutes: number;
            /** @enum {string} */
            nsfwAction: "none" | "flag" | "hide" | "warn" | "mute" | "delete";
            nsfwThreshold: number;
            /** @enum {string} */
            profanityAction: "none" | "flag" | "hide" | "warn" | "mute" | "delete";
            profanityThreshold: number;
            /** @enum {string} */
            spamAction: "none" | "flag" | "hide" | "warn" | "mute" | "delete";
            spamThreshold: number;
            /** @enum {string} */
            toxicityAction: "none" | "flag" | "hide" | "warn" | "mute" | "delete";
            toxicityThreshold: number;
        };
        ModerationPolicyChange: {
            autoModeration?: boolean;
            muteMinutes?: number;
            /** @enum {string} */
            nsfwAction?: "none" | "flag" | "hide" | "warn" | "mute" | "delete";
            nsfwThreshold?: number;
            /** @enum {string} */
            profanityAction?: "none" | "flag" | "hide" | "warn" | "mute" | "delete";
            profanityThreshold?: number;
            /** @enum {string} */
            spamAction?: "none" | "flag" | "hide" | "warn" | "mute" | "delete";
            spamThreshold?: number;
            /** @enum {string} */
            toxicityAction?: "none" | "flag" | "hide" | "warn" | "mute" | "delete";
            toxicityThreshold?: number;
        };
        ModerationQueueAnswer: {
            count: number;
            limit: number;
            page: number;
            pages: number;
            queue: components["schemas"]["ModerationQueueItem"][];
            /** @constant */
            success: true;
            total: number;
        };
        ModerationQueueItem: {
            appeal: {
                createdAt: components["schemas"]["Timestamp"];
                /** @enum {string} */
                status: "open" | "accepted" | "denied";
                text: string;
                userId: components["schemas"]["Id"];
            } | null;
            /** @enum {string} */
            autoAction: "none" | "flag" | "hide" | "warn" | "mute" | "delete";
            channelId: string | null;
            contentHash: string | null;
            contentId: string;
            /** @enum {string} */
            contentState: "visible" | "hidden" | "deleted";
            contentType: ("text" | "image" | "video" | "file" | "profile" | "channel") | null;
            createdAt: components["schemas"]["Timestamp"];
            excerpt: string | null;
            flags: number;
            id: components["schemas"]["Id"];
            issues: ("toxicity" | "spam" | "profanity" | "nsfw")[];
            /** @enum {string} */
            priority: "low" | "medium" | "high" | "critical";
            reviewedAt: components["schemas"]["Timestamp"] | null;
            reviewedBy: components["schemas"]["Id"] | null;
            riskScore: number | null;
            scores: components["schemas"]["IssueScores"] | null;
            /** @enum {string} */
            source: "analysis" | "user" | "moderator";
            /** @enum {string} */
            status: "pending" | "reviewing" | "approved" | "rejected" | "auto_resolved";
            targetType: string | null;
            updatedAt: components["schemas"]["Timestamp"];
            userId: string | null;
        };
        ModerationQueueItemAnswer: {
            history: components["schemas"]["ModerationActionEntry"][];
            item: components["schemas"]["ModerationQueueItem"];
            /** @constant */
            success: true;
        };
        ModerationResultsAnswer: {
            count: number;
            jobId: components["schemas"]["Id"];
            limit: number;
            page: number;
            pages: number;
            results: components["schemas"]["ModerationBatchResult"][];
            status: string;
            /** @constant */
            success: true;
            total: number;
        };
        ModerationSettingsAnswer: {
            classifierConfig: components["schemas"]["ClassifierConfig"];
            policy: components["schemas"]["ModerationPolicy"];
            spamConfig: components["schemas"]["SpamConfig"];
            /** @constant */
            success: true;
            toxicityConfig: components["schemas"]["ToxicityConfig"];
        };
        ModerationStats: {
            actionStats: {
                aiCount: number;
                automatedCount: number;
                byType: {
                    appealed: number;
                    approved: number;
                    banned: number;
                    deleted: number;
                    flagged: number;
                    hidden: number;
                    muted: number;
                    rejected: number;
                    unbanned: number;
                    unmuted: number;
                    warned: number;
                };
                manualCount: number;
                ruleBasedCount: number;
                total: number;
            };
            autoActionEffectiveness: {
                accuracy: number | null;
                falseNegativeRate: number | null;
                falsePositiveRate: number | null;
                precision: number | null;
                recall: number | null;
                reviewed: number;
            };
            metrics: {
                automatedActions: number;
                avgResponseTime: number | null;
                flaggedRate: number | null;
                highPriority: number;
                manualActions: number;
                pendingReview: number;
                totalActions: number;
                totalAnalyzed: number;
                totalFlagged: number;
            };
            period: {
                end: components["schemas"]["Timestamp"];
                label: string;
                start: components["schemas"]["Timestamp"];
            };
            queueStats: {
                byAutoAction: {
                    deleted: number;
                    flagged: number;
                    hidden: number;
                    muted: number;
                    none: number;
                    warned: number;
                };
                byPriority: {
                    critical: number;
                    high: number;
                    low: number;
                    medium: number;
                };
                byStatus: {
                    approved: number;
                    auto_resolved: number;
                    pending: number;
                    rejected: number;
                    reviewing: number;
                };
                total: number;
            };
            responseTimeDistribution: {
                over24h: number;
                under1h: number;
                under6h: number;
                under24h: number;
            };
            /** @constant */
            success: true;
            topCategories: {
                category: string;
                count: number;
            }[];
            topViolators: {
                bans_received: number;
                mutes_received: number;
                nsfw_violations: number;
                profanity_violations: number;
                spam_violations: number;
                total_violations: number;
                toxic_violations: number;
                trust_score: number;
                user_id: string;
                warnings_received: number;
            }[];
            violationTrends: {
                nsfw: {
                    count: number;
                    /** Format: date */
                    date: string;
                }[];
                profanity: {
                    count: number;
                    /** Format: date */
                    date: string;
                }[];
                spam: {
                    count: number;
                    /** Format: date */
                    date: string;
                }[];
                toxicity: {
                    count: number;
                    /** Format: date */
                    date: string;
                }[];
            };
        };
        MoraleReport: {
            breakdown: {
                negative: number;
                neutral: number;
                positive: number;
            } | null;
            concerns: string[];
            messageCount: number;
            overall: ("positive" | "neutral" | "negative" | "mixed") | null;
            recommendations: string[];
            score: number | null;
            topPositiveTopics: string[];
            trend: ("improving" | "declining" | "stable") | null;
        };
        NewEvaluationCase: {
            expected?: string | null;
            expectedSource?: string | null;
            expectsRefusal?: boolean;
            history?: components["schemas"]["EarlierTurn"][];
            question: string;
        };
        NewExample: {
            entities?: components["schemas"]["EntitySpan"][];
            input: string;
            intent?: string | null;
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
            output?: string | null;
        };
        Organization: {
            createdAt: components["schemas"]["Timestamp"];
            id: components["schemas"]["Id"];
            members: number;
            name: string;
            /** @enum {string} */
            role: "viewer" | "editor" | "owner";
            updatedAt: components["schemas"]["Timestamp"];
        };
        OwnMembership: {
            active: boolean;
            createdAt: components["schemas"]["Timestamp"];
            id: components["schemas"]["Id"];
            name: string;
            /** @enum {string} */
            role: "viewer" | "editor" | "owner";
        };
        OwnUsage: {
            from: string;
            /** @enum {string} */
            groupBy: "feature" | "model" | "chatbot" | "user" | "day";
            groups: {
                completionTokens: number;
                cost: number | null;
                key: string | null;
                promptTokens: number;
                requests: number;
                totalTokens: number;
                unpricedRequests: number;
            }[];
            to: string;
            totals: {
                completionTokens: number;
                cost: number | null;
                promptTokens: number;
                requests: number;
                totalTokens: number;
                unpricedRequests: number;
            };
        };
        Pagination: {
            limit: number;
            page: number;
            pages: number;
            total: number;
        };
        Personality: {
            chatbotId: components["schemas"]["Id"];
            createdAt: components["schemas"]["Timestamp"];
            createdBy: components["schemas"]["Id"];
            description: string | null;
            examples: components["schemas"]["PersonalityExample"][];
            id: components["schemas"]["Id"];
            instructions: string | null;
            isDefault: boolean;
            name: string;
            organizationId: components["schemas"]["Id"];
            style: components["schemas"]["PersonalityStyle"];
            tone: string | null;
            traits: components["schemas"]["Trait"][];
            updatedAt: components["schemas"]["Timestamp"];
        };
        PersonalityExample: string | {
            input: string;
            output: string;
        };
        PersonalitySnapshot: {
            description: string | null;
            examples: components["schemas"]["PersonalityExample"][];
            id: components["schemas"]["Id"];
            instructions: string | null;
            name: string;
            style: components["schemas"]["PersonalityStyle"];
            tone: string | null;
            traits: components["schemas"]["Trait"][];
        };
        PersonalityStyle: {
            empathy?: number;
            formality?: number;
            humor?: number;
            verbosity?: number;
        };
        PersonalityStyleChanges: {
            empathy?: number | null;
            formality?: number | null;
            humor?: number | null;
            verbosity?: number | null;
        };
        PlatformError: {
            /** @enum {string} */
            code: "VALIDATION_ERROR" | "INVALID_JSON" | "UNAUTHORIZED" | "TOTP_REQUIRED" | "BUDGET_EXCEEDED" | "FORBIDDEN" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "CONFLICT" | "EVALUATION_REQUIRED" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RATE_LIMIT_EXCEEDED" | "PROVIDER_ERROR" | "SERVICE_UNAVAILABLE" | "SERVER_ERROR";
            details?: {
                message: string;
                path: string;
            }[];
            message: string;
            /** @constant */
            status: "error";
        };
        Plugin: {
            configSchema: components["schemas"]["JsonSchemaOutput"] | null;
            createdAt: components["schemas"]["Timestamp"] | null;
            createdBy: components["schemas"]["Id"] | null;
            description: string | null;
            id: components["schemas"]["Id"];
            installations: number;
            manifest: components["schemas"]["PluginManifest"];
            name: string;
            organizationId: components["schemas"]["Id"] | null;
            permissions: components["schemas"]["PluginPermissions"];
            /** @enum {string} */
            type: "builtin" | "http" | "mcp";
            updatedAt: components["schemas"]["Timestamp"] | null;
            version: string;
            versions: string[];
        };
        PluginConfig: {
            [key: string]: components["schemas"]["__schema2"];
        };
        PluginInstallation: {
            chatbotId: components["schemas"]["Id"];
            config: {
                [key: string]: unknown;
            };
            confirm: components["schemas"]["ToolName"][];
            createdAt: components["schemas"]["Timestamp"];
            createdBy: components["schemas"]["Id"];
            enabled: boolean;
            id: components["schemas"]["Id"];
            latestVersion: string;
            name: string;
            pluginId: components["schemas"]["Id"];
            secrets: {
                [key: string]: boolean;
            };
            toolNames: {
                [key: string]: components["schemas"]["ToolName"];
            };
            tools: components["schemas"]["ToolName"][] | null;
            triggers: components["schemas"]["PluginTriggerOutput"][];
            /** @enum {string} */
            type: "builtin" | "http" | "mcp";
            updatedAt: components["schemas"]["Timestamp"];
            version: string;
        };
        PluginManifest: {
            endpoint?: string;
            headers?: {
                [key: string]: string;
            };
            notes?: string[];
            openapi?: string | {
                [key: string]: components["schemas"]["__schema7"];
            };
            timeoutMs?: number;
            tools: components["schemas"]["PluginToolOutput"][];
        };
        PluginManifestInput: {
            endpoint?: string;
            headers?: {
                [key: string]: string;
            };
            openapi?: string | {
                [key: string]: components["schemas"]["__schema1"];
            };
            timeoutMs?: number;
            tools?: components["schemas"]["PluginTool"][];
        };
        PluginPermissions: {
            hosts?: string[];
            operations?: string[];
            tags?: string[];
        };
        PluginStatus: {
            enabled: boolean;
            health: {
                checkedAt: components["schemas"]["Timestamp"];
                healthy: boolean;
                latencyMs: number | null;
                message: string | null;
            };
            last24Hours: {
                averageDurationMs: number | null;
                calls: number;
                failed: number;
            };
            lastCallAt: components["schemas"]["Timestamp"] | null;
            lastError: {
                at: components["schemas"]["Timestamp"];
                message: string;
            } | null;
            pluginId: components["schemas"]["Id"];
            recentCalls: {
                calledAt: components["schemas"]["Timestamp"];
                conversationId: components["schemas"]["Id"];
                durationMs: number;
                error: string | null;
                messageId: components["schemas"]["Id"];
                /** @enum {string} */
                outcome: "ok" | "failed" | "timeout" | "refused" | "invalid-arguments";
                tool: components["schemas"]["ToolName"];
            }[];
            version: string;
        };
        PluginTool: {
            answer?: string;
            description: string;
            inputSchema: components["schemas"]["JsonSchema"];
            name: components["schemas"]["ToolName"];
            phrases?: string[];
            repeatable?: boolean;
            request?: components["schemas"]["ToolRequest"];
        };
        PluginToolOutput: {
            answer?: string;
            description: string;
            inputSchema: components["schemas"]["JsonSchemaOutput"];
            name: components["schemas"]["ToolName"];
            phrases?: string[];
            repeatable?: boolean;
            request?: components["schemas"]["ToolRequest"];
        };
        PluginTrigger: {
            answer?: string;
            arguments?: {
                [key: string]: components["schemas"]["__schema3"];
            };
            intent?: string;
            phrases?: string[];
            tool: components["schemas"]["ToolName"];
        };
        PluginTriggerOutput: {
            answer?: string;
            arguments?: {
                [key: string]: components["schemas"]["__schema5"];
            };
            intent?: string;
            phrases?: string[];
            tool: components["schemas"]["ToolName"];
        };
        PromptModifier: {
            modifier: string;
        };
        PublishingRequirement: {
            minimumScore: number;
            setId: components["schemas"]["Id"];
            thresholds?: components["schemas"]["EvaluationThresholds"];
        };
        PublishVersion: {
            force?: boolean;
        };
        PutDigestSchedule: {
            /** @default 00:00 */
            at?: string;
            channelId: string;
            /** @default true */
            enabled?: boolean;
            /**
             * @default daily
             * @enum {string}
             */
            frequency?: "daily" | "weekly" | "monthly";
            /** @default UTC */
            timezone?: string;
        };
        RatedResponse: {
            feedback: string | null;
            messageId: components["schemas"]["Id"];
            ratedAt: components["schemas"]["Timestamp"];
            rating: number;
        };
        RateResponse: {
            feedback?: string;
            messageId: components["schemas"]["Id"];
            rating: components["schemas"]["Rating"];
        };
        Rating: number | ("up" | "down");
        RecordEntity: {
            confidence?: number;
            normalized?: string;
            /** @enum {string} */
            source?: "user" | "api";
            type: string;
            value: string;
        };
        RecordTopic: {
            name: string;
            weight?: number;
        };
        RecoveryCodes: {
            recoveryCodes: string[];
        };
        Reference: {
            confidence: number;
            entityId?: components["schemas"]["Id"];
            mention: string;
            span: [
                number,
                number
            ];
            value: string;
        };
        RefreshToken: {
            cookie?: boolean;
            refreshToken: string;
        };
        RegisterPlugin: {
            configSchema?: components["schemas"]["JsonSchema"];
            description?: string;
            manifest: components["schemas"]["PluginManifestInput"];
            name: string;
            permissions?: components["schemas"]["PluginPermissions"];
            /** @enum {string} */
            type: "builtin" | "http" | "mcp";
            version: string;
        };
        RegisterUser: {
            cookie?: boolean;
            email: string & (unknown & unknown);
            name?: string;
            password: string;
            username: string;
        };
        ReindexingKnowledgeBase: {
            building: {
                chunking: {
                    overlap: number;
                    size: number;
                };
                embeddingModel: string;
                generation: number;
                jobId: components["schemas"]["Id"];
                language: components["schemas"]["LanguageTag"];
                startedAt: components["schemas"]["Timestamp"];
            } | null;
            chatbotId: components["schemas"]["Id"];
            chunking: {
                overlap: number;
                size: number;
            };
            createdAt: components["schemas"]["Timestamp"];
            description: string | null;
            embeddingModel: string;
            generation: number;
            id: components["schemas"]["Id"];
            items: {
                failed: number;
                pending: number;
                processing: number;
                ready: number;
                total: number;
            };
            jobId: components["schemas"]["Id"];
            language: components["schemas"]["LanguageTag"];
            name: string;
            organizationId: components["schemas"]["Id"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        ReindexKnowledgeBase: {
            chunking?: components["schemas"]["ChangeChunking"] | null;
            language?: components["schemas"]["LanguageTag"];
        };
        ReplayedTurn: {
            latencyMs: number;
            message: string;
            model: string;
            original: string;
            provider: string;
            usage: components["schemas"]["TokenUsage"];
        };
        ReplayTurn: {
            model?: components["schemas"]["ModelSettings"];
        };
        RequestPasswordReset: {
            email: string & (unknown & unknown);
        };
        ResetPassword: {
            password: string;
            token: string;
        };
        ResolvedReferences: {
            references: components["schemas"]["Reference"][];
            resolved: string;
            text: string;
        };
        ResolveReferences: {
            conversationId?: components["schemas"]["Id"];
            text: string;
            userId: components["schemas"]["EndUserId"];
        };
        RetrievalChanges: {
            minScore?: number | null;
            mode?: ("hybrid" | "semantic" | "keyword") | null;
            topK?: number | null;
        };
        RetrievalSettings: {
            minScore?: number;
            /** @enum {string} */
            mode?: "hybrid" | "semantic" | "keyword";
            topK?: number;
        };
        RollBack: {
            force?: boolean;
            version: number;
        };
        RolledBackVersion: {
            chatbotId: components["schemas"]["Id"];
            content: components["schemas"]["VersionContent"];
            contentHash: string;
            createdAt: components["schemas"]["Timestamp"];
            createdBy: components["schemas"]["Id"];
            isHead: boolean;
            isPublished: boolean;
            notes: string[];
            reason: string;
            version: number;
        };
        RotateSecret: {
            overlapHours?: number;
            secret?: string;
        };
        RowProblem: {
            file: string | null;
            line: number;
            message: string;
            path: string;
        };
        SearchableMessage: {
            author_id: string;
            author_name: string;
            channel_id: string;
            content: string;
            /** Format: date-time */
            created_at: string;
            embedding?: number[];
            id: string;
            reactions?: {
                count: number;
                emoji: string;
            }[];
            thread_id?: string;
        };
        SearchMessages: {
            messages: components["schemas"]["SearchableMessage"][];
            /** @default {} */
            options?: {
                /** @default false */
                includeContext?: boolean;
                /** @default 20 */
                limit?: number;
                /** @default 0.7 */
                threshold?: number;
            };
            query: string;
        };
        SearchResult: {
            chunkId: components["schemas"]["Id"];
            highlights: {
                end: number;
                start: number;
            }[];
            itemId: components["schemas"]["Id"];
            score: number;
            source: string;
            text: string;
            title: string;
        };
        SearchStoredMessages: {
            channelId?: string;
            /** @default {} */
            options?: {
                /** @default false */
                includeContext?: boolean;
                /** @default 20 */
                limit?: number;
                /** @default 0.7 */
                threshold?: number;
            };
            query: string;
        };
        SearchSuggestions: {
            /** @constant */
            success: true;
            suggestions: {
                count: number;
                /** Format: date-time */
                lastUsed: string;
                query: string;
            }[];
        };
        SendMessage: {
            conversationId?: components["schemas"]["Id"];
            message: string;
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
            stream?: boolean;
            userId?: components["schemas"]["EndUserId"];
        };
        SentimentAnswer: {
            costInfo: components["schemas"]["CostInfo"];
            moraleReport?: components["schemas"]["MoraleReport"];
            /** @enum {string} */
            provider: "openai" | "anthropic" | "local";
            result?: components["schemas"]["SentimentResult"];
            /** @constant */
            success: true;
            trend?: components["schemas"]["SentimentTrend"];
        };
        SentimentResult: {
            confidence: number;
            emotions: {
                [key: string]: number;
            };
            keywords: string[];
            score: number;
            /** @enum {string} */
            sentiment: "positive" | "neutral" | "negative" | "mixed";
            tone: string;
        };
        SentimentTrend: {
            averageScore: number;
            /** @enum {string} */
            overall: "improving" | "declining" | "stable";
            shifts: {
                /** @enum {string} */
                from: "positive" | "neutral" | "negative" | "mixed";
                /** Format: date-time */
                timestamp: string;
                /** @enum {string} */
                to: "positive" | "neutral" | "negative" | "mixed";
                trigger: string | null;
            }[];
            timeline: {
                /** Format: date */
                date: string;
                messageCount: number;
                score: number;
                /** @enum {string} */
                sentiment: "positive" | "neutral" | "negative" | "mixed";
            }[];
        };
        Session: {
            accessToken: string;
            expiresIn: number;
            refreshToken: string;
            user: components["schemas"]["User"];
        };
        SessionAnalytics: {
            from: components["schemas"]["Timestamp"];
            /** @enum {string} */
            interval: "hour" | "day" | "week" | "month";
            series: {
                averageDurationMs: number | null;
                averageMessages: number | null;
                ended: number;
                ratings: {
                    average: number | null;
                    count: number;
                };
                start: components["schemas"]["Timestamp"];
                started: number;
            }[];
            timezone: string;
            to: components["schemas"]["Timestamp"];
            totals: components["schemas"]["SessionAnalyticsTotals"];
        };
        SessionAnalyticsTotals: {
            averageDurationMs: number | null;
            averageMessages: number | null;
            ended: number;
            ratings: {
                average: number | null;
                count: number;
            };
            started: number;
        };
        SessionInfo: {
            createdAt: components["schemas"]["Timestamp"];
            current: boolean;
            expiresAt: components["schemas"]["Timestamp"];
            id: components["schemas"]["Id"];
            ip: string | null;
            lastUsedAt: components["schemas"]["Timestamp"];
            organizationId: components["schemas"]["Id"];
            userAgent: string | null;
        };
        SkippedCheck: {
            /** @enum {string} */
            check: "model" | "semantics" | "image" | "imageCategories" | "repetition";
            reason: string;
        };
        SpamAnalysis: {
            indicators: string[];
            isSpam: boolean;
            score: number;
        };
        SpamConfig: {
            allowedDomains: string[];
            blockedDomains: string[];
            blockedPhrases: string[];
            enabled: boolean;
            maxCapsRatio: number;
            maxLinks: number;
            maxMentions: number;
            maxRepetitions: number;
            repetitionWindowMinutes: number;
        };
        StartBackup: {
            note?: string;
        };
        StartedEvaluation: {
            id: components["schemas"]["Id"];
            jobId: components["schemas"]["Id"];
            /** @enum {string} */
            status: "queued" | "running" | "paused" | "completed" | "failed" | "cancelled";
        };
        StartedTraining: {
            id: components["schemas"]["Id"];
            jobId: components["schemas"]["Id"];
            /** @enum {string} */
            status: "queued" | "running" | "paused" | "awaiting-approval" | "completed" | "failed" | "cancelled";
        };
        StartEmbeddingJob: {
            /**
             * @default initial
             * @enum {string}
             */
            type?: "initial" | "reindex" | "repair";
            userId?: components["schemas"]["Id"];
        };
        StartEvaluation: {
            cases?: components["schemas"]["NewEvaluationCase"][];
            compareWith?: (("draft" | "published") | number) | null;
            minimum?: number;
            name?: string;
            setId?: components["schemas"]["Id"];
            thresholds?: components["schemas"]["EvaluationThresholds"];
            /**
             * @default inside
             * @enum {string}
             */
            tools?: "inside" | "all";
            /** @default draft */
            version?: ("draft" | "published") | number;
        };
        StartModerationJob: {
            items?: components["schemas"]["BatchContent"][];
            /** @default 10 */
            maxConcurrency?: number;
            policy?: components["schemas"]["ModerationPolicyChange"];
            selection?: components["schemas"]["MessageSelection"];
        };
        StartTraining: {
            config?: {
                epochs?: number;
                /** @enum {string} */
                method?: "classifier" | "fine-tuning";
                model?: string;
                seed?: number;
                validationSplit?: number;
            };
            datasetId?: components["schemas"]["Id"];
            datasetIds?: components["schemas"]["Id"][];
        };
        StoredDigest: {
            channelId: string;
            completedAt: components["schemas"]["Timestamp"] | null;
            costInfo: components["schemas"]["CostInfo"] | null;
            createdAt: components["schemas"]["Timestamp"];
            digest: components["schemas"]["Digest"] | null;
            /** @enum {string} */
            frequency: "daily" | "weekly" | "monthly";
            id: components["schemas"]["Id"];
            jobId: components["schemas"]["Id"];
            period: {
                end: components["schemas"]["Timestamp"];
                start: components["schemas"]["Timestamp"];
            } | null;
            provider: ("openai" | "anthropic" | "local") | null;
            scheduled: boolean;
        };
        StoredMessage: {
            author_id: string;
            author_name: string;
            channel_id: string;
            content: string;
            /** Format: date-time */
            created_at: string;
            id: string;
            reactions?: {
                count: number;
                emoji: string;
            }[];
            thread_id?: string;
        };
        StoreMessages: {
            messages: components["schemas"]["StoredMessage"][];
        };
        Summarize: {
            meetingOptions?: components["schemas"]["MeetingOptions"];
            messages: components["schemas"]["AiMessage"][];
            /** @default {} */
            options?: {
                /** @default false */
                includeKeyPoints?: boolean;
                /** @default 100 */
                maxLength?: number;
                /**
                 * @default brief
                 * @enum {string}
                 */
                style?: "brief" | "detailed" | "bullets";
            };
            /**
             * @default brief
             * @enum {string}
             */
            type?: "brief" | "digest" | "thread" | "catchup" | "meeting-notes";
        };
        SummaryAnswer: {
            catchup?: components["schemas"]["Catchup"];
            costInfo: components["schemas"]["CostInfo"];
            digest?: components["schemas"]["Digest"];
            keyPoints?: string[];
            meetingNotes?: components["schemas"]["MeetingNotes"];
            /** @enum {string} */
            provider: "openai" | "anthropic" | "local";
            qualityScore: number | null;
            /** @constant */
            success: true;
            summary: string;
            threadSummary?: components["schemas"]["ThreadSummary"];
        };
        SwitchOrganization: {
            organizationId: components["schemas"]["Id"];
        };
        TakeModerationAction: {
            /** @enum {string} */
            action: "flag" | "hide" | "delete" | "warn" | "mute" | "unmute" | "ban" | "unban" | "approve" | "reject" | "appeal";
            appealText?: string;
            bulk?: {
                itemId?: components["schemas"]["Id"];
                targetId?: string;
                targetType?: string;
                targetUserId?: string;
            }[];
            duration?: number;
            itemId?: components["schemas"]["Id"];
            moderatorId?: components["schemas"]["Id"];
            reason?: string;
            targetId?: string;
            targetType?: string;
            targetUserId?: string;
        };
        TestWebhook: {
            /** @enum {string} */
            event_type?: "message.received" | "message.sent" | "conversation.started" | "conversation.ended" | "user.registered" | "chatbot.created" | "training.completed" | "evaluation.completed" | "digest.completed" | "webhook.disabled" | "budget.alert" | "budget.capped" | "message.created" | "channel.updated" | "user.joined" | "webhook.test";
            test_data?: {
                [key: string]: components["schemas"]["__schema4"];
            };
        };
        ThreadSummary: {
            actionItems: components["schemas"]["ActionItem"][];
            decisions: string[];
            /** Format: date-time */
            endedAt: string;
            keyPoints: string[];
            messageCount: number;
            openQuestions: string[];
            participants: string[];
            resolution: string | null;
            /** Format: date-time */
            startedAt: string;
            summary: string;
            topic: string | null;
        };
        /** Format: date-time */
        Timestamp: string;
        TokenUsage: {
            cached: boolean;
            completionTokens: number;
            cost: number | null;
            promptTokens: number;
            totalTokens: number;
        };
        ToolCallRecord: {
            arguments: unknown;
            durationMs: number;
            error?: string;
            id: components["schemas"]["Id"];
            name: components["schemas"]["ToolName"];
            result?: unknown;
            truncated?: boolean;
        };
        ToolName: string;
        ToolRequest: {
            /** @enum {string} */
            method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
            path?: string;
            query?: string[];
        };
        Topic: {
            id: components["schemas"]["Id"];
            lastMentionedAt: components["schemas"]["Timestamp"];
            mentions: number;
            name: string;
            weight: number;
        };
        TotpState: {
            confirmedAt: components["schemas"]["Timestamp"] | null;
            enabled: boolean;
            recoveryCodesLeft: number;
        };
        ToxicityAnalysis: {
            categories: {
                harassment: number;
                hate: number;
                sexual: number;
                violence: number;
            };
            isToxic: boolean;
            score: number;
        };
        ToxicityConfig: {
            allowedWords: string[];
            blockedWords: string[];
            categoryThresholds: {
                harassment: number | null;
                hate: number | null;
                sexual: number | null;
                violence: number | null;
            };
            enabled: boolean;
            useModel: boolean;
            useSemantics: boolean;
        };
        TrainingComparison: {
            candidate: {
                accuracy: number | null;
                macroF1: number | null;
            };
            current: {
                accuracy: number | null;
                macroF1: number | null;
            };
            examples: number;
            isWorse: boolean;
            modelId: components["schemas"]["Id"];
            seen: number;
        };
        TrainingConfig: {
            /** @default 20 */
            epochs: number;
            /**
             * @default classifier
             * @enum {string}
             */
            method: "classifier" | "fine-tuning";
            /** @default null */
            model: string | null;
            /** @default 1 */
            seed: number;
            /** @default 0.2 */
            validationSplit: number;
        };
        TrainingMetrics: {
            accuracy: number | null;
            calibrationError: number | null;
            confusion: {
                count: number;
                expected: string | null;
                predicted: string | null;
            }[];
            examples: {
                answers: number;
                heldOut: number;
                intents: number;
                outOfScope: number;
                total: number;
                training: number;
            };
            macroF1: number | null;
            outOfScope: {
                precision: number | null;
                recall: number | null;
            } | null;
            perIntent: {
                f1: number | null;
                intent: string;
                precision: number | null;
                recall: number | null;
                support: number;
            }[];
        };
        TrainingSession: {
            chatbotId: components["schemas"]["Id"];
            comparison: components["schemas"]["TrainingComparison"] | null;
            completedAt: components["schemas"]["Timestamp"] | null;
            config: components["schemas"]["TrainingConfig"];
            createdAt: components["schemas"]["Timestamp"];
            createdBy: components["schemas"]["Id"];
            datasetIds: components["schemas"]["Id"][];
            embeddingModel: string | null;
            error: string | null;
            fineTuning: components["schemas"]["FineTuningState"] | null;
            id: components["schemas"]["Id"];
            jobId: components["schemas"]["Id"];
            metrics: components["schemas"]["TrainingMetrics"] | null;
            modelHash: string | null;
            modelId: components["schemas"]["Id"] | null;
            progress: {
                done: number;
                failed: number;
                percentage: number;
                skipped: number;
                total: number;
            };
            stage: string | null;
            /** @enum {string} */
            status: "queued" | "running" | "paused" | "awaiting-approval" | "completed" | "failed" | "cancelled";
            version: number | null;
            waiting: string | null;
            warnings: string[];
        };
        Trait: {
            name: string;
            value: number;
        };
        TurnTrace: {
            answer: string;
            attempts: {
                ms: number;
                outcome: string;
                provider: string;
            }[];
            conversationId: components["schemas"]["Id"];
            createdAt: components["schemas"]["Timestamp"];
            language: components["schemas"]["LanguageTag"] | null;
            messageId: components["schemas"]["Id"];
            model: string | null;
            prompt: {
                content: string;
                role: string;
            }[];
            provider: string | null;
            question: string;
            removedLinks: string[];
            retrieval: {
                chunks: {
                    chunkId: components["schemas"]["Id"];
                    itemId: components["schemas"]["Id"];
                    score: number;
                    title: string;
                    used: boolean;
                }[];
                context: string | null;
                minScore: number;
                mode: string;
                query: string;
                support: number | null;
            };
            status: components["schemas"]["AnswerStatus"];
            timings: {
                [key: string]: number;
            };
            toolCalls: components["schemas"]["ToolCallRecord"][];
            usage: components["schemas"]["TokenUsage"] | null;
            version: number | null;
        };
        UndoLearning: {
            train?: boolean;
        };
        UpdateAiConfig: {
            anthropic?: {
                apiKey?: string | null;
                defaultModel?: string | null;
                enabled?: boolean | null;
                fallbackModel?: string | null;
                maxRetries?: number | null;
                timeout?: number | null;
            } | null;
            budgets?: {
                alertThresholds?: number[] | null;
                dailyLimit?: number | null;
                monthlyLimit?: number | null;
            } | null;
            cache?: {
                chatTtl?: number | null;
                embeddingsTtl?: number | null;
                enabled?: boolean | null;
                searchTtl?: number | null;
                summarizationTtl?: number | null;
            } | null;
            openai?: {
                apiKey?: string | null;
                defaultModel?: string | null;
                enabled?: boolean | null;
                fallbackModel?: string | null;
                maxRetries?: number | null;
                organization?: string | null;
                timeout?: number | null;
            } | null;
            rateLimits?: {
                chat?: {
                    orgMaxRequests?: number | null;
                    orgWindowMs?: number | null;
                    userMaxRequests?: number | null;
                    userWindowMs?: number | null;
                } | null;
                embeddings?: {
                    orgMaxRequests?: number | null;
                    orgWindowMs?: number | null;
                    userMaxRequests?: number | null;
                    userWindowMs?: number | null;
                } | null;
                moderation?: {
                    orgMaxRequests?: number | null;
                    orgWindowMs?: number | null;
                    userMaxRequests?: number | null;
                    userWindowMs?: number | null;
                } | null;
                search?: {
                    orgMaxRequests?: number | null;
                    orgWindowMs?: number | null;
                    userMaxRequests?: number | null;
                    userWindowMs?: number | null;
                } | null;
                summarize?: {
                    orgMaxRequests?: number | null;
                    orgWindowMs?: number | null;
                    userMaxRequests?: number | null;
                    userWindowMs?: number | null;
                } | null;
            } | null;
        };
        UpdateBudgets: {
            alertThresholds?: number[] | null;
            daily?: number | null;
            monthly?: number | null;
            /**
             * @default organization
             * @enum {string}
             */
            scope?: "organization" | "chatbot" | "job";
            scopeId?: components["schemas"]["Id"];
        } | {
            alertThresholds?: number[] | null;
            daily?: number | null;
            monthly?: number | null;
            /**
             * @default organization
             * @enum {string}
             */
            scope?: "organization" | "chatbot" | "job";
            scopeId?: components["schemas"]["Id"];
        }[];
        UpdateChatbot: {
            description?: string | null;
            evaluation?: components["schemas"]["PublishingRequirement"] | null;
            instructions?: string | null;
            language?: components["schemas"]["LanguageTag"] | null;
            links?: components["schemas"]["LinkChanges"] | null;
            model?: components["schemas"]["ModelChanges"] | null;
            name?: string;
            /** @enum {string} */
            publishing?: "automatic" | "manual";
            retrieval?: components["schemas"]["RetrievalChanges"] | null;
            settings?: {
                [key: string]: string | number | boolean | null;
            } | null;
            /** @enum {string} */
            status?: "active" | "inactive";
            welcomeMessage?: string | null;
        };
        UpdateDataset: {
            description?: string | null;
            name?: string;
        };
        UpdateEvaluationSet: {
            description?: string | null;
            name?: string;
        };
        UpdateItem: {
            content?: string;
            metadata?: {
                [key: string]: string | number | boolean | null;
            } | null;
            refresh?: ("hourly" | "daily" | "weekly" | "monthly") | null;
            tags?: string[] | null;
            title?: string;
            /** @enum {string} */
            type?: "text" | "markdown" | "html" | "faq";
        };
        UpdateKnowledgeBase: {
            chunking?: components["schemas"]["ChangeChunking"] | null;
            description?: string | null;
            language?: components["schemas"]["LanguageTag"];
            name?: string;
        };
        UpdateLearningItem: {
            answer?: string | null;
            intent?: string | null;
            /** @enum {string} */
            kind?: "knowledge" | "example" | "correction";
            question?: string;
        };
        UpdateModerationSettings: {
            classifierConfig?: {
                enabled?: boolean;
                maxTags?: number;
                minConfidence?: number;
            };
            policy?: components["schemas"]["ModerationPolicyChange"];
            spamConfig?: {
                allowedDomains?: string[];
                blockedDomains?: string[];
                blockedPhrases?: string[];
                enabled?: boolean;
                maxCapsRatio?: number;
                maxLinks?: number;
                maxMentions?: number;
                maxRepetitions?: number;
                repetitionWindowMinutes?: number;
            };
            toxicityConfig?: {
                allowedWords?: string[];
                blockedWords?: string[];
                categoryThresholds?: {
                    harassment?: number | null;
                    hate?: number | null;
                    sexual?: number | null;
                    violence?: number | null;
                };
                enabled?: boolean;
                useModel?: boolean;
                useSemantics?: boolean;
            };
        };
        UpdateOrganization: {
            name?: string;
        };
        UpdatePersonality: {
            description?: string | null;
            examples?: components["schemas"]["PersonalityExample"][] | null;
            instructions?: string | null;
            isDefault?: boolean;
            name?: string;
            style?: components["schemas"]["PersonalityStyleChanges"] | null;
            tone?: string | null;
            traits?: components["schemas"]["Trait"][] | null;
        };
        UpdatePlugin: {
            configSchema?: components["schemas"]["JsonSchema"] | null;
            description?: string | null;
            manifest?: components["schemas"]["PluginManifestInput"];
            name?: string;
            permissions?: components["schemas"]["PluginPermissions"] | null;
            version?: string;
        };
        UpdateProfile: {
            currentPassword?: string;
            email?: string & (unknown & unknown);
            name?: string | null;
            password?: string;
            username?: string;
        };
        UpdateUser: {
            email?: string & (unknown & unknown);
            name?: string | null;
            /** @enum {string} */
            role?: "user" | "moderator" | "admin";
            /** @enum {string} */
            status?: "active" | "suspended";
            username?: string;
        };
        UpdateWebhook: {
            active?: boolean;
            events?: ("message.received" | "message.sent" | "conversation.started" | "conversation.ended" | "user.registered" | "chatbot.created" | "training.completed" | "evaluation.completed" | "digest.completed" | "webhook.disabled" | "budget.alert" | "budget.capped" | "message.created" | "channel.updated" | "user.joined" | "*")[];
            filters?: {
                channels?: components["schemas"]["Id"][] | null;
                chatbotIds?: components["schemas"]["Id"][] | null;
                userIds?: components["schemas"]["Id"][] | null;
                users?: components["schemas"]["Id"][] | null;
            } | null;
            name?: string | null;
            url?: string;
        };
        User: {
            createdAt: components["schemas"]["Timestamp"];
            email: string;
            id: components["schemas"]["Id"];
            name: string | null;
            organizationId: components["schemas"]["Id"];
            /** @enum {string} */
            role: "user" | "moderator" | "admin";
            updatedAt: components["schemas"]["Timestamp"];
            username: string;
        };
        UserAnalytics: {
            from: components["schemas"]["Timestamp"];
            /** @enum {string} */
            interval: "hour" | "day" | "week" | "month";
            series: {
                active: number;
                new: number;
                retention: number | null;
                returning: number;
                start: components["schemas"]["Timestamp"];
            }[];
            timezone: string;
            to: components["schemas"]["Timestamp"];
            totals: components["schemas"]["UserAnalyticsTotals"];
        };
        UserAnalyticsTotals: {
            active: number;
            new: number;
            retention: number | null;
            returning: number;
        };
        UserContext: {
            data: {
                [key: string]: unknown;
            };
            expiresAt: components["schemas"]["Timestamp"] | null;
            summary: string | null;
            updatedAt: components["schemas"]["Timestamp"];
            userId: string;
        };
        Version: {
            chatbotId: components["schemas"]["Id"];
            content: components["schemas"]["VersionContent"];
            contentHash: string;
            createdAt: components["schemas"]["Timestamp"];
            createdBy: components["schemas"]["Id"];
            isHead: boolean;
            isPublished: boolean;
            reason: string;
            version: number;
        };
        VersionContent: {
            instructions: string | null;
            intentModelId: components["schemas"]["Id"] | null;
            knowledge: {
                generation: number;
                knowledgeBaseId: components["schemas"]["Id"];
            }[];
            language: components["schemas"]["LanguageTag"] | null;
            links?: components["schemas"]["LinkSettings"];
            model: components["schemas"]["ModelSettings"];
            personality: components["schemas"]["PersonalitySnapshot"] | null;
            plugins: {
                config: {
                    [key: string]: unknown;
                };
                confirm: string[];
                enabled: boolean;
                hasSecrets: boolean;
                installationId: components["schemas"]["Id"];
                pluginId: components["schemas"]["Id"];
                pluginVersion: string;
                secretNames: string[];
                tools: string[] | null;
                triggers: components["schemas"]["PluginTriggerOutput"][];
            }[];
            retrieval: components["schemas"]["RetrievalSettings"];
            settings: {
                [key: string]: unknown;
            };
            welcomeMessage: string | null;
        };
        VersionDifference: {
            a: unknown;
            b: unknown;
            path: string;
        };
        VersionReference: ("draft" | "published") | number;
        VersionSummary: {
            chatbotId: components["schemas"]["Id"];
            contentHash: string;
            createdAt: components["schemas"]["Timestamp"];
            createdBy: components["schemas"]["Id"];
            isHead: boolean;
            isPublished: boolean;
            reason: string;
            version: number;
        };
        Webhook: {
            active: boolean;
            created_at: components["schemas"]["Timestamp"];
            createdAt: components["schemas"]["Timestamp"];
            createdBy: components["schemas"]["Id"];
            delivery_stats: components["schemas"]["DeliveryStats"];
            disabledAt: components["schemas"]["Timestamp"] | null;
            disabledReason: string | null;
            events: ("message.received" | "message.sent" | "conversation.started" | "conversation.ended" | "user.registered" | "chatbot.created" | "training.completed" | "evaluation.completed" | "digest.completed" | "webhook.disabled" | "budget.alert" | "budget.capped" | "message.created" | "channel.updated" | "user.joined" | "*")[];
            failingSince: components["schemas"]["Timestamp"] | null;
            filters: components["schemas"]["WebhookFilters"];
            formerSecretsUntil: components["schemas"]["Timestamp"] | null;
            id: components["schemas"]["Id"];
            last_delivery: components["schemas"]["Timestamp"] | null;
            name: string | null;
            organizationId: components["schemas"]["Id"];
            updatedAt: components["schemas"]["Timestamp"];
            url: string;
            webhook_id: components["schemas"]["Id"];
        };
        WebhookFilters: {
            channels?: components["schemas"]["Id"][];
            chatbotIds?: components["schemas"]["Id"][];
            userIds?: components["schemas"]["Id"][];
            users?: components["schemas"]["Id"][];
        };
        WebhookWithSecret: {
            active: boolean;
            created_at: components["schemas"]["Timestamp"];
            createdAt: components["schemas"]["Timestamp"];
            createdBy: components["schemas"]["Id"];
            delivery_stats: components["schemas"]["DeliveryStats"];
            disabledAt: components["schemas"]["Timestamp"] | null;
            disabledReason: string | null;
            events: ("message.received" | "message.sent" | "conversation.started" | "conversation.ended" | "user.registered" | "chatbot.created" | "training.completed" | "evaluation.completed" | "digest.completed" | "webhook.disabled" | "budget.alert" | "budget.capped" | "message.created" | "channel.updated" | "user.joined" | "*")[];
            failingSince: components["schemas"]["Timestamp"] | null;
            filters: components["schemas"]["WebhookFilters"];
            formerSecretsUntil: components["schemas"]["Timestamp"] | null;
            id: components["schemas"]["Id"];
            last_delivery: components["schemas"]["Timestamp"] | null;
            name: string | null;
            organizationId: components["schemas"]["Id"];
            secret: string;
            updatedAt: components["schemas"]["Timestamp"];
            url: string;
            webhook_id: components["schemas"]["Id"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    aiGetAdminAiConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiConfigAnswer"];
                };
            };
        };
    };
    aiPostAdminAiConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateAiConfig"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiConfigChanged"];
                };
            };
        };
    };
    aiGetAdminAiCosts: {
        parameters: {
            query: {
                endDate: string;
                orgId?: components["schemas"]["Id"];
                startDate: string;
                userId?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiCosts"];
                };
            };
        };
    };
    aiGetAdminAiUsage: {
        parameters: {
            query?: {
                date?: string;
                orgId?: components["schemas"]["Id"];
                period?: "daily" | "weekly" | "monthly";
                userId?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiUsage"];
                };
            };
        };
    };
    aiPostAdminEmbeddingsCancel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelEmbeddingJob"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmbeddingJobCancelled"];
                };
            };
        };
    };
    aiPostAdminEmbeddingsGenerate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StartEmbeddingJob"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmbeddingJobStarted"];
                };
            };
        };
    };
    aiGetAdminEmbeddingsStats: {
        parameters: {
            query?: {
                days?: number;
                orgId?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmbeddingStatistics"];
                };
            };
        };
    };
    aiGetAdminEmbeddingsStatus: {
        parameters: {
            query?: {
                jobId?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmbeddingJobAnswer"];
                };
            };
        };
    };
    aiGetAiDigest: {
        parameters: {
            query: {
                channelId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DigestScheduleAnswer"];
                };
            };
        };
    };
    aiPostAiDigest: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeDigest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DigestAnswer"];
                };
            };
        };
    };
    aiPutAiDigestSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutDigestSchedule"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DigestScheduleKept"];
                };
            };
        };
    };
    aiDeleteAiDigestSchedule: {
        parameters: {
            query: {
                channelId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DigestScheduleDropped"];
                };
            };
        };
    };
    aiPostAiDigestScheduleRun: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    channelId: string;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DigestScheduleRun"];
                };
            };
        };
    };
    aiGetAiDigests: {
        parameters: {
            query?: {
                channelId?: string;
                limit?: number;
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Digests"];
                };
            };
        };
    };
    aiGetAiEmbed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmbeddingService"];
                };
            };
        };
    };
    aiPostAiEmbed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmbedTexts"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmbeddedTexts"];
                };
            };
        };
    };
    aiGetAiMessages: {
        parameters: {
            query?: {
                channelId?: string;
                limit?: number;
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Messages"];
                };
            };
        };
    };
    aiPostAiMessages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StoreMessages"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagesStored"];
                };
            };
        };
    };
    aiDeleteAiMessages: {
        parameters: {
            query?: {
                channelId?: string;
                id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagesDeleted"];
                };
            };
        };
    };
    aiPostAiMessagesSearch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchStoredMessages"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundMessages"];
                };
            };
        };
    };
    aiPostAiSearch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchMessages"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundMessages"];
                };
            };
        };
    };
    aiPostAiSentiment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnalyzeSentiment"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentimentAnswer"];
                };
            };
        };
    };
    aiPostAiSummarize: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Summarize"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SummaryAnswer"];
                };
            };
        };
    };
    aiGetModerationActions: {
        parameters: {
            query?: {
                action?: "flag" | "hide" | "delete" | "warn" | "mute" | "unmute" | "ban" | "unban" | "approve" | "reject" | "appeal";
                automated?: "true" | "false";
                from?: string;
                itemId?: components["schemas"]["Id"];
                limit?: number;
                moderatorId?: components["schemas"]["Id"];
                page?: number;
                targetId?: string;
                targetUserId?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationActionsAnswer"];
                };
            };
        };
    };
    aiPostModerationActions: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeModerationAction"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationActionAnswer"] | components["schemas"]["ModerationBulkAnswer"];
                };
            };
        };
    };
    aiGetModerationAnalyze: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationSettingsAnswer"];
                };
            };
        };
    };
    aiPutModerationAnalyze: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateModerationSettings"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationMessage"];
                };
            };
        };
    };
    aiPostModerationAnalyze: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnalyzeContent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalyzeContentAnswer"];
                };
            };
        };
    };
    aiPostModerationBatch: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModerateBatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerateBatchAnswer"];
                };
            };
        };
    };
    aiPostModerationBatchJobs: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartModerationJob"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationJobStarted"];
                };
            };
        };
    };
    aiGetModerationBatchJobsByJobIdResults: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
            };
            header?: never;
            path: {
                jobId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationResultsAnswer"];
                };
            };
        };
    };
    aiGetModerationPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationSettingsAnswer"];
                };
            };
        };
    };
    aiPutModerationPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateModerationSettings"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationMessage"];
                };
            };
        };
    };
    aiGetModerationQueue: {
        parameters: {
            query?: {
                channelId?: string;
                contentId?: string;
                limit?: number;
                page?: number;
                priority?: "low" | "medium" | "high" | "critical";
                sort?: "priority" | "createdAt:desc" | "createdAt:asc";
                status?: "pending" | "reviewing" | "approved" | "rejected" | "auto_resolved";
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationQueueAnswer"];
                };
            };
        };
    };
    aiGetModerationQueueByItemId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                itemId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationQueueItemAnswer"];
                };
            };
        };
    };
    aiPostModerationQueueByItemIdClaim: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                itemId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationQueueItemAnswer"];
                };
            };
        };
    };
    aiGetModerationStats: {
        parameters: {
            query?: {
                endDate?: string;
                period?: "1d" | "7d" | "30d" | "90d" | "all";
                startDate?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationStats"];
                };
            };
        };
    };
    aiGetModerationUsersByUserId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModeratedUserAnswer"];
                };
            };
        };
    };
    aiGetSearchSuggestions: {
        parameters: {
            query?: {
                limit?: number;
                q?: string;
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchSuggestions"];
                };
            };
        };
    };
    getAdminAuditLog: {
        parameters: {
            query?: {
                action?: "ai-config.updated" | "api-key.created" | "api-key.revoked" | "backup.deleted" | "backup.requested" | "budget.updated" | "chatbot.deleted" | "chatbot.exported" | "chatbot.imported" | "chatbot.published" | "chatbot.rolled-back" | "dataset.deleted" | "invitation.accepted" | "invitation.created" | "invitation.revoked" | "knowledge-base.deleted" | "member.removed" | "member.role-changed" | "memory.deleted" | "organization.deleted" | "organization.owner-replaced" | "organization.updated" | "plugin.configured" | "plugin.created" | "plugin.deleted" | "plugin.installed" | "plugin.uninstalled" | "plugin.updated" | "sessions.revoked" | "totp.disabled" | "totp.enabled" | "user.deleted" | "user.deletion-requested" | "user.email-changed" | "user.password-changed" | "user.password-reset" | "user.role-changed" | "user.status-changed" | "user.updated" | "webhook.created" | "webhook.deleted" | "webhook.disabled" | "webhook.secret-rotated" | "webhook.updated";
                actorId?: components["schemas"]["Id"];
                from?: components["schemas"]["Timestamp"];
                limit?: number;
                organizationId?: components["schemas"]["Id"];
                page?: number;
                sort?: "createdAt:asc" | "createdAt:desc";
                target?: components["schemas"]["Id"];
                targetType?: string;
                to?: components["schemas"]["Timestamp"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditEntry"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getAdminBackups: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                sort?: "createdAt:asc" | "createdAt:desc";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Backup"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postAdminBackups: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StartBackup"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Backup"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getAdminBackupsByBackupId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                backupId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Backup"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteAdminBackupsByBackupId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                backupId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getAdminUsers: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                role?: "user" | "moderator" | "admin";
                search?: string;
                sort?: "createdAt:asc" | "createdAt:desc" | "username:asc" | "username:desc" | "email:asc" | "email:desc";
                status?: "active" | "suspended" | "deleting";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AdminUser"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getAdminUsersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AdminUserDetail"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    putAdminUsersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateUser"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AdminUser"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteAdminUsersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["DeletedUser"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getAuditLog: {
        parameters: {
            query?: {
                action?: "ai-config.updated" | "api-key.created" | "api-key.revoked" | "backup.deleted" | "backup.requested" | "budget.updated" | "chatbot.deleted" | "chatbot.exported" | "chatbot.imported" | "chatbot.published" | "chatbot.rolled-back" | "dataset.deleted" | "invitation.accepted" | "invitation.created" | "invitation.revoked" | "knowledge-base.deleted" | "member.removed" | "member.role-changed" | "memory.deleted" | "organization.deleted" | "organization.owner-replaced" | "organization.updated" | "plugin.configured" | "plugin.created" | "plugin.deleted" | "plugin.installed" | "plugin.uninstalled" | "plugin.updated" | "sessions.revoked" | "totp.disabled" | "totp.enabled" | "user.deleted" | "user.deletion-requested" | "user.email-changed" | "user.password-changed" | "user.password-reset" | "user.role-changed" | "user.status-changed" | "user.updated" | "webhook.created" | "webhook.deleted" | "webhook.disabled" | "webhook.secret-rotated" | "webhook.updated";
                actorId?: components["schemas"]["Id"];
                from?: components["schemas"]["Timestamp"];
                limit?: number;
                page?: number;
                sort?: "createdAt:asc" | "createdAt:desc";
                target?: components["schemas"]["Id"];
                targetType?: string;
                to?: components["schemas"]["Timestamp"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditEntry"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getAuthApiKey: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                sort?: "createdAt:asc" | "createdAt:desc";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ApiKey"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postAuthApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CreateApiKey"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["CreatedApiKey"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteAuthApiKeyById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postAuthLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Session"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postAuthLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getAuthMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["User"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    putAuthMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateProfile"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["User"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    putAuthOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchOrganization"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Organization"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getAuthOrganizations: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                sort?: "createdAt:asc" | "createdAt:desc";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["OwnMembership"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postAuthPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPassword"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postAuthPasswordResetRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestPasswordReset"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postAuthRefreshToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshToken"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Session"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postAuthRegister: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterUser"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Session"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getAuthSessions: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                sort?: "createdAt:asc" | "createdAt:desc";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SessionInfo"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteAuthSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["EndedSessions"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteAuthSessionsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getAuthTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TotpState"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteAuthTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DisableTotp"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postAuthTotpConfirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmTotp"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["RecoveryCodes"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postAuthTotpEnroll: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["EnrolledTotp"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getBudgets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Budget"][];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    putBudgets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateBudgets"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Budget"][];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbots: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                search?: string;
                sort?: "createdAt:asc" | "createdAt:desc" | "name:asc" | "name:desc" | "updatedAt:asc" | "updatedAt:desc";
                status?: "active" | "inactive";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Chatbot"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbots: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChatbot"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Chatbot"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByChatbotIdAnalyticsIntents: {
        parameters: {
            query?: {
                from?: string;
                interval?: "hour" | "day" | "week" | "month";
                limit?: number;
                timezone?: string;
                to?: string;
            };
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["IntentAnalytics"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByChatbotIdAnalyticsMessages: {
        parameters: {
            query?: {
                from?: string;
                interval?: "hour" | "day" | "week" | "month";
                timezone?: string;
                to?: string;
            };
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["MessageAnalytics"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByChatbotIdAnalyticsSessions: {
        parameters: {
            query?: {
                from?: string;
                interval?: "hour" | "day" | "week" | "month";
                timezone?: string;
                to?: string;
            };
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SessionAnalytics"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByChatbotIdAnalyticsUsers: {
        parameters: {
            query?: {
                from?: string;
                interval?: "hour" | "day" | "week" | "month";
                timezone?: string;
                to?: string;
            };
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["UserAnalytics"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByChatbotIdContextByUserId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
                userId: components["schemas"]["EndUserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["UserContext"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByChatbotIdContextByUserId: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                chatbotId: components["schemas"]["Id"];
                userId: components["schemas"]["EndUserId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeContext"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["UserContext"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["UserContext"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteChatbotsByChatbotIdContextByUserId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
                userId: components["schemas"]["EndUserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByChatbotIdEntitiesByUserId: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                type?: string;
            };
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
                userId: components["schemas"]["EndUserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Entity"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByChatbotIdEntitiesByUserId: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                chatbotId: components["schemas"]["Id"];
                userId: components["schemas"]["EndUserId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordEntity"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Entity"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Entity"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteChatbotsByChatbotIdEntitiesByUserIdByEntityId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
                entityId: components["schemas"]["Id"];
                userId: components["schemas"]["EndUserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByChatbotIdInsights: {
        parameters: {
            query?: {
                from?: string;
                kind?: "unanswered" | "low-rating" | "intent-drift" | "knowledge-gap" | "cost";
                limit?: number;
                page?: number;
                severity?: "low" | "medium" | "high";
                to?: string;
            };
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Insight"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByChatbotIdKnowledgeBases: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                search?: string;
                sort?: "createdAt:asc" | "createdAt:desc" | "name:asc" | "name:desc";
            };
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["KnowledgeBase"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByChatbotIdKnowledgeBases: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateKnowledgeBase"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["KnowledgeBase"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByChatbotIdLearning: {
        parameters: {
            query?: {
                kind?: "knowledge" | "example" | "correction";
                limit?: number;
                page?: number;
                search?: string;
                sort?: "createdAt:asc" | "createdAt:desc" | "updatedAt:asc" | "updatedAt:desc";
                source?: "manual" | "generated";
                status?: "pending" | "approved" | "rejected" | "applied";
            };
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["LearningItem"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByChatbotIdLearning: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateLearningItem"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["LearningItem"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByChatbotIdLearningByLearningIdUndo: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                chatbotId: components["schemas"]["Id"];
                learningId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UndoLearning"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AcceptedLearning"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByChatbotIdLearningApply: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ApplyLearning"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AcceptedApplication"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByChatbotIdLearningGenerate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GenerateLearning"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AcceptedLearning"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteChatbotsByChatbotIdMemoryByUserId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
                userId: components["schemas"]["EndUserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByChatbotIdPersonalities: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                search?: string;
                sort?: "createdAt:asc" | "createdAt:desc" | "name:asc" | "name:desc";
            };
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Personality"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByChatbotIdPersonalities: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePersonality"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Personality"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByChatbotIdPersonalitiesDefault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Personality"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Personality"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByChatbotIdPlugins: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                sort?: "createdAt:asc" | "createdAt:desc";
            };
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PluginInstallation"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByChatbotIdPlugins: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstallPlugin"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PluginInstallation"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteChatbotsByChatbotIdPluginsByPluginId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
                pluginId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    putChatbotsByChatbotIdPluginsByPluginIdConfig: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
                pluginId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConfigurePlugin"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PluginInstallation"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByChatbotIdPluginsByPluginIdStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
                pluginId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PluginStatus"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByChatbotIdReferencesResolve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveReferences"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ResolvedReferences"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByChatbotIdTopicsByUserId: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
            };
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
                userId: components["schemas"]["EndUserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Topic"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByChatbotIdTopicsByUserId: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                chatbotId: components["schemas"]["Id"];
                userId: components["schemas"]["EndUserId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordTopic"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Topic"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Topic"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteChatbotsByChatbotIdTopicsByUserIdByTopicId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
                topicId: components["schemas"]["Id"];
                userId: components["schemas"]["EndUserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByChatbotIdTrainingDatasets: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                search?: string;
                sort?: "createdAt:asc" | "createdAt:desc" | "name:asc" | "name:desc" | "updatedAt:asc" | "updatedAt:desc";
            };
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Dataset"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByChatbotIdTrainingDatasets: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateDataset"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Dataset"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByChatbotIdTrainingSessions: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                sort?: "createdAt:asc" | "createdAt:desc";
            };
            header?: never;
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TrainingSession"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByChatbotIdTrainingSessions: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                chatbotId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartTraining"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["StartedTraining"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Chatbot"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    putChatbotsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateChatbot"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Chatbot"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteChatbotsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByIdConversation: {
        parameters: {
            query?: {
                version?: components["schemas"]["VersionReference"];
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendMessage"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ConversationAnswer"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                    "text/event-stream": unknown;
                };
            };
        };
    };
    postChatbotsByIdConversationByConversationIdEnd: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: components["schemas"]["Id"];
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["EndedConversation"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByIdConversationByConversationIdMessagesByMessageIdReplay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: components["schemas"]["Id"];
                id: components["schemas"]["Id"];
                messageId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReplayTurn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ReplayedTurn"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByIdConversationByConversationIdMessagesByMessageIdStream: {
        parameters: {
            query?: {
                lastEventId?: string;
            };
            header?: {
                "Last-Event-ID"?: string;
            };
            path: {
                conversationId: components["schemas"]["Id"];
                id: components["schemas"]["Id"];
                messageId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ConversationAnswer"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                    "text/event-stream": unknown;
                };
            };
        };
    };
    getChatbotsByIdConversationByConversationIdMessagesByMessageIdTrace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: components["schemas"]["Id"];
                id: components["schemas"]["Id"];
                messageId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TurnTrace"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByIdConversationHistory: {
        parameters: {
            query?: {
                conversationId?: components["schemas"]["Id"];
                limit?: number;
                page?: number;
                userId?: components["schemas"]["EndUserId"];
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["HistoryMessage"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByIdDuplicate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DuplicateChatbot"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["CopiedChatbot"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["CopiedChatbot"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByIdEvaluations: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                setId?: components["schemas"]["Id"];
                sort?: "createdAt:asc" | "createdAt:desc";
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Evaluation"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByIdEvaluations: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartEvaluation"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["StartedEvaluation"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByIdEvaluationsByEvaluationId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                evaluationId: components["schemas"]["Id"];
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["EvaluationWithCases"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteChatbotsByIdEvaluationsByEvaluationId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                evaluationId: components["schemas"]["Id"];
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByIdEvaluationsByEvaluationIdCases: {
        parameters: {
            query?: {
                change?: "better" | "same" | "worse";
                limit?: number;
                page?: number;
                status?: "pending" | "answered" | "failed";
            };
            header?: never;
            path: {
                evaluationId: components["schemas"]["Id"];
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["EvaluatedCase"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByIdEvaluationsSets: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                search?: string;
                sort?: "createdAt:asc" | "createdAt:desc" | "name:asc" | "name:desc" | "updatedAt:asc" | "updatedAt:desc";
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["EvaluationSet"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByIdEvaluationsSets: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateEvaluationSet"];
                "multipart/form-data": {
                    file: string[];
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["EvaluationSet"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByIdEvaluationsSetsBySetId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                setId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["EvaluationSet"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    putChatbotsByIdEvaluationsSetsBySetId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                setId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateEvaluationSet"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["EvaluationSet"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteChatbotsByIdEvaluationsSetsBySetId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                setId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByIdEvaluationsSetsBySetIdCases: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                search?: string;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                setId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["EvaluationCase"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByIdEvaluationsSetsBySetIdCases: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["Id"];
                setId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AddEvaluationCases"];
                "multipart/form-data": {
                    file: string[];
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AddedEvaluationCases"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteChatbotsByIdEvaluationsSetsBySetIdCasesByCaseId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caseId: components["schemas"]["Id"];
                id: components["schemas"]["Id"];
                setId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByIdExport: {
        parameters: {
            query?: {
                knowledge?: "true" | "false";
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
        };
    };
    postChatbotsByIdResponseRating: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RateResponse"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["RatedResponse"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByIdRollback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollBack"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["RolledBackVersion"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByIdVersions: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["VersionSummary"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByIdVersionsByVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                version: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Version"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsByIdVersionsByVersionPublish: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                version: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PublishVersion"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Version"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getChatbotsByIdVersionsCompare: {
        parameters: {
            query: {
                a: components["schemas"]["VersionReference"];
                b: components["schemas"]["VersionReference"];
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["VersionDifference"][];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postChatbotsImport: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ImportChatbot"];
                "multipart/form-data": {
                    file: string[];
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["CopiedChatbot"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["CopiedChatbot"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Health"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getHealthStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["HealthStatus"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getJobs: {
        parameters: {
            query?: {
                kind?: "ingest" | "reindex" | "training" | "learning" | "evaluation" | "embeddings" | "digest" | "moderation-batch" | "user-deletion" | "backup";
                limit?: number;
                page?: number;
                sort?: "createdAt:asc" | "createdAt:desc";
                status?: "queued" | "running" | "paused" | "completed" | "failed" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Job"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getJobsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Job"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postJobsByIdCancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Job"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getJobsByIdEvents: {
        parameters: {
            query?: {
                lastEventId?: string;
            };
            header?: {
                "Last-Event-ID"?: string;
            };
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
        };
    };
    getJobsByIdItems: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                status?: "pending" | "running" | "done" | "failed" | "skipped" | "cancelled";
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["JobItem"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postJobsByIdPause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Job"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postJobsByIdResume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Job"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postJobsByIdRetry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Job"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postJobsEstimate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EstimateJob"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["JobEstimate"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getKnowledgeBasesById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["KnowledgeBase"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    putKnowledgeBasesById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateKnowledgeBase"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["KnowledgeBase"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ReindexingKnowledgeBase"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteKnowledgeBasesById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getKnowledgeBasesByIdItems: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                search?: string;
                sort?: "createdAt:asc" | "createdAt:desc" | "title:asc" | "title:desc";
                status?: "pending" | "processing" | "ready" | "failed";
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["KnowledgeItem"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postKnowledgeBasesByIdItems: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AddItem"];
                "multipart/form-data": {
                    file: string[];
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AcceptedItems"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getKnowledgeBasesByIdItemsByItemId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                itemId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["KnowledgeItem"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    putKnowledgeBasesByIdItemsByItemId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                itemId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateItem"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AcceptedItems"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteKnowledgeBasesByIdItemsByItemId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                itemId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postKnowledgeBasesByIdItemsByItemIdRefresh: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                itemId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AcceptedItems"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postKnowledgeBasesByIdReindex: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReindexKnowledgeBase"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ReindexingKnowledgeBase"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getKnowledgeBasesByIdSearch: {
        parameters: {
            query: {
                limit?: number;
                mode?: "hybrid" | "semantic" | "keyword";
                q: string;
                tags?: string | string[];
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SearchResult"][];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getLearningByLearningId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                learningId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["LearningItem"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    putLearningByLearningId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                learningId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateLearningItem"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["LearningItem"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteLearningByLearningId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                learningId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    putLearningByLearningIdStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                learningId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeLearningStatus"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["LearningItem"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    getOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Organization"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    putOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateOrganization"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Organization"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getOrganizationInvitations: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                search?: string;
                sort?: "createdAt:asc" | "createdAt:desc";
                status?: "pending" | "accepted" | "revoked" | "expired";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Invitation"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postOrganizationInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateInvitation"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["CreatedInvitation"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteOrganizationInvitationsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postOrganizationInvitationsAccept: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptInvitation"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Organization"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getOrganizationMembers: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                role?: "viewer" | "editor" | "owner";
                search?: string;
                sort?: "createdAt:asc" | "createdAt:desc" | "username:asc" | "username:desc";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Member"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    putOrganizationMembersByUserId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeMember"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Member"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteOrganizationMembersByUserId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getPersonalitiesById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Personality"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    putPersonalitiesById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdatePersonality"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Personality"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deletePersonalitiesById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postPersonalitiesByIdDefault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Personality"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getPersonalitiesByIdPromptModifier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PromptModifier"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getPlugins: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
                search?: string;
                sort?: "createdAt:asc" | "createdAt:desc" | "name:asc" | "name:desc";
                type?: "builtin" | "http" | "mcp";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plugin"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postPlugins: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterPlugin"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plugin"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getPluginsById: {
        parameters: {
            query?: {
                version?: string;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plugin"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    putPluginsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdatePlugin"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plugin"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deletePluginsById: {
        parameters: {
            query?: {
                uninstall?: "true" | "false";
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getTrainingDatasetsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Dataset"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    putTrainingDatasetsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateDataset"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Dataset"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteTrainingDatasetsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getTrainingDatasetsByIdExamples: {
        parameters: {
            query?: {
                intent?: string;
                limit?: number;
                page?: number;
                search?: string;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Example"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postTrainingDatasetsByIdExamples: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AddExamples"];
                "multipart/form-data": {
                    file: string[];
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AddedExamples"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteTrainingDatasetsByIdExamplesByExampleId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                exampleId: components["schemas"]["Id"];
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getTrainingSessionsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TrainingSession"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteTrainingSessionsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TrainingSession"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postTrainingSessionsByIdPublish: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TrainingSession"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getUsage: {
        parameters: {
            query?: {
                from?: string;
                groupBy?: "feature" | "model" | "chatbot" | "user" | "day";
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["OwnUsage"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getWebhooks: {
        parameters: {
            query?: {
                active?: "true" | "false";
                limit?: number;
                page?: number;
                search?: string;
                sort?: "createdAt:asc" | "createdAt:desc" | "updatedAt:asc" | "updatedAt:desc";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Webhook"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhook"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookWithSecret"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getWebhooksById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Webhook"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    putWebhooksById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateWebhook"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Webhook"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    deleteWebhooksById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Empty"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getWebhooksByIdDeliveries: {
        parameters: {
            query?: {
                event?: "message.received" | "message.sent" | "conversation.started" | "conversation.ended" | "user.registered" | "chatbot.created" | "training.completed" | "evaluation.completed" | "digest.completed" | "webhook.disabled" | "budget.alert" | "budget.capped" | "message.created" | "channel.updated" | "user.joined" | "webhook.test";
                limit?: number;
                page?: number;
                sort?: "createdAt:asc" | "createdAt:desc";
                status?: "pending" | "delivered" | "failed" | "disabled";
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Delivery"][];
                        message?: string;
                        pagination: components["schemas"]["Pagination"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    getWebhooksByIdDeliveriesByDeliveryId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deliveryId: components["schemas"]["Id"];
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Delivery"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postWebhooksByIdDeliveriesByDeliveryIdRedeliver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deliveryId: components["schemas"]["Id"];
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Delivery"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postWebhooksByIdRotateSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateSecret"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookWithSecret"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    postWebhooksByIdTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TestWebhook"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Delivery"];
                        message?: string;
                        /** @constant */
                        status: "success";
                    };
                };
            };
        };
    };
    communityGetHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommunityHealth"];
                };
            };
        };
    };
}
