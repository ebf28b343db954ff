'use cache'
